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

  const of = (all, product) => ({
    ...all,
    paths: Object.fromEntries(Object.entries(all.paths).filter(([path]) => path.startsWith(`/api/${product}/`))),
  });

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
