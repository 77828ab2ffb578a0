// The page of the API: the description, narrowed to one product, drawn by Swagger UI. It comes only when somebody looks.
(() => {
  const home = '/apis-ui/';
  let bundle, description;

  const bring = () => bundle ??= new Promise((done, failed) => {
    const sheet = document.createElement('link');
    Object.assign(sheet, { rel: 'stylesheet', href: home + 'swagger-ui.css' });
    document.head.prepend(sheet);
    const script = document.createElement('script');
    Object.assign(script, { src: home + 'swagger-ui-bundle.js', onload: done, onerror: failed });
    document.head.append(script);
  });

  // The calls of one product, each with the permission it needs beside what it does; nouns without a call are left out.
  const of = (all, product) => {
    const told = operation => ({ ...operation, summary: [operation.summary, operation['x-permission']].filter(Boolean).join(' · ') });
    const paths = Object.fromEntries(Object.entries(all.paths).filter(([path]) => path.startsWith(`/api/${product}/`))
      .map(([path, calls]) => [path, Object.fromEntries(Object.entries(calls).map(([method, call]) => [method, call.responses ? told(call) : call]))]));
    const used = new Set(Object.values(paths).flatMap(calls => Object.values(calls).flatMap(call => call.tags ?? [])));
    return { ...all, paths, tags: (all.tags ?? []).filter(tag => used.has(tag.name)) };
  };

  window.openiaasApis = {
    async show(place, address, product) {
      try {
        await bring();
        description ??= await (await fetch(address, { credentials: 'same-origin' })).json();
        place.replaceChildren();
        const inner = place.appendChild(document.createElement('div'));
        window.SwaggerUIBundle({
          spec: of(description, product), domNode: inner, deepLinking: false, filter: true, docExpansion: 'list', defaultModelsExpandDepth: 0, displayRequestDuration: true, validatorUrl: null,
        });
      } catch (error) {
        bundle = undefined;
        place.textContent = place.dataset.failed;
      }
    },
  };
})();
