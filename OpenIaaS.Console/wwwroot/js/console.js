// What has to happen in the browser itself: theme before the first paint, the connection's state, focus in dialogs, menus, tooltips, keys.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const cookie = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
  const keep = (name, value) => { document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`; };
  const themeWatchers = new Set();

  // Theme, density, width of the navigation
  const choice = () => cookie("openiaas.theme") ?? "system";
  const applyLook = () => {
    const theme = choice();
    root.dataset.theme = theme === "dark" || (theme === "system" && dark.matches) ? "dark" : "light";
    root.dataset.density = cookie("openiaas.density") ?? "comfortable";
    if (cookie("openiaas.nav") === "mini") root.dataset.nav = "mini"; else delete root.dataset.nav;
    themeWatchers.forEach(w => w.invokeMethodAsync("ShowTheme", root.dataset.theme === "dark").catch(() => themeWatchers.delete(w)));
  };
  applyLook();
  dark.addEventListener("change", applyLook);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && decodeURIComponent(cookie("openiaas.zone") ?? "") !== zone) keep("openiaas.zone", zone);

  const tick = menu => menu.querySelectorAll("[data-preference]").forEach(b => {
    const current = { theme: choice(), density: root.dataset.density, language: root.lang }[b.name];
    b.setAttribute("aria-checked", String(b.value === current));
  });

  document.addEventListener("click", e => {
    const preference = e.target.closest("button[data-preference]");
    if (preference && preference.name !== "language") {
      e.preventDefault();
      keep("openiaas." + preference.name, preference.value);
      applyLook();
      tick(preference.closest("details") ?? document);
      return;
    }
    if (e.target.closest("[data-toggle-nav]")) { toggleNav(); return; }
    if (e.target.closest("[data-reload]")) { location.reload(); return; }
    if (root.hasAttribute("data-nav-open") && (!e.target.closest("nav.nav") || e.target.closest("nav.nav a"))) closeNav();
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(e.target)) menu.open = false;
  });
  document.addEventListener("toggle", e => {
    if (e.target.matches?.("details.menu") && e.target.open) {
      tick(e.target);
      for (const other of document.querySelectorAll("details.menu[open]")) if (other !== e.target) other.open = false;
    }
  }, true);

  const narrow = matchMedia("(max-width: 640px)");
  const navButton = () => document.querySelector("[data-toggle-nav]");
  const closeNav = () => { root.removeAttribute("data-nav-open"); navButton()?.setAttribute("aria-expanded", "false"); };
  const toggleNav = () => {
    if (narrow.matches) {
      const open = root.toggleAttribute("data-nav-open");
      navButton()?.setAttribute("aria-expanded", String(open));
      if (open) document.querySelector("nav.nav a")?.focus();
    } else {
      keep("openiaas.nav", root.dataset.nav === "mini" ? "wide" : "mini");
      applyLook();
    }
  };

  // Connection: our strip instead of the framework's box over the page
  document.addEventListener("components-reconnect-state-changed", e => {
    const state = e.detail.state;
    if (state === "hide") { delete root.dataset.connection; root.removeAttribute("data-connection-end"); return; }
    if (state === "rejected") { location.reload(); return; }
    if (root.dataset.connection !== "lost") {
      root.dataset.connection = "lost";
      const time = new Intl.DateTimeFormat(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
      document.querySelectorAll("[data-stale-time]").forEach(t => { t.textContent = time; });
    }
    root.toggleAttribute("data-connection-end", state === "failed");
  }, true);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && root.dataset.connection === "lost") window.Blazor?.reconnect?.();
  });

  // Links that help without a connection go the plain way while there is none
  document.addEventListener("click", e => { if (root.dataset.connection === "lost" && e.target.closest("a[data-plain]")) e.stopImmediatePropagation(); }, true);
  document.addEventListener("keydown", e => { if (e.key === " " && e.target.matches?.("a[role=button]")) { e.preventDefault(); e.target.click(); } });

  // A page shows before it answers: the last click on a button meanwhile is made on the same button once it does
  const busy = () => document.querySelector(".shell[aria-busy]");
  const said = b => b.ariaLabel ?? b.textContent.trim();
  const alike = name => [...document.querySelectorAll(".shell button[type=button]")].filter(b => said(b) === name);
  let early;
  document.addEventListener("click", e => {
    const button = e.target.closest(".shell button[type=button]:not([data-toggle-nav], [data-reload], [data-preference], [data-palette])");
    if (button && busy()) early = { name: said(button), at: alike(said(button)).indexOf(button) };
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!busy()) return;
    new MutationObserver((_, watch) => {
      if (!document.querySelector(".shell") || busy()) return;
      watch.disconnect();
      if (early) requestAnimationFrame(() => alike(early.name)[early.at]?.click());
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-busy"] });
  });

  // Dialogs: focus goes in, stays in, and returns
  const stack = [];
  const reachable = box => [...box.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .filter(x => !x.disabled && x.offsetParent !== null);
  const opened = box => {
    if (!box) return;
    stack.push({ box, back: document.activeElement });
    (box.querySelector("[data-autofocus]") ?? box.querySelector(":is(.in, .work) :is(input:not([readonly]), select, textarea):not(:disabled)") ?? box).focus();
  };
  const closed = box => {
    const at = stack.findIndex(s => s.box === box);
    const entry = at < 0 ? stack.pop() : stack.splice(at, 1)[0];
    if (entry?.back?.isConnected) entry.back.focus();
  };
  document.addEventListener("keydown", e => {
    while (stack.length && !stack.at(-1).box.isConnected) closed(stack.at(-1).box);
    const top = stack.at(-1)?.box;
    if (e.key === "Tab" && top && !e.defaultPrevented) {
      const all = reachable(top);
      if (!all.length) { e.preventDefault(); return; }
      const first = all[0], last = all.at(-1), here = document.activeElement;
      if (!top.contains(here) || (e.shiftKey ? here === first || here === top : here === last)) {
        e.preventDefault();
        (e.shiftKey ? last : first).focus();
      }
      return;
    }
    if (e.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      else if (root.hasAttribute("data-nav-open")) { closeNav(); navButton()?.focus(); }
      hideTip();
      return;
    }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && top) { top.querySelector("[data-enter]")?.click(); return; }
    const pop = e.target.closest?.("[role=menu]");
    if (pop && ["ArrowDown", "ArrowUp", "Home", "End"].includes(e.key)) {
      e.preventDefault();
      const items = [...pop.querySelectorAll("[role^=menuitem]")];
      const here = items.indexOf(document.activeElement);
      const next = { ArrowDown: (here + 1) % items.length, ArrowUp: (here - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[e.key];
      items[next]?.focus();
      return;
    }
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !e.target.closest("input, textarea, select, [contenteditable]")) {
      const search = document.querySelector("main input[type=search]");
      if (search) { e.preventDefault(); search.focus(); }
    }
  });

  // Menus of rows: in the top layer, so that no scrolling box cuts them off
  const place = (box, anchor) => {
    const a = anchor.getBoundingClientRect(), b = box.getBoundingClientRect();
    const below = a.bottom + 4 + b.height <= innerHeight;
    box.style.left = Math.max(8, Math.min(a.right - b.width, innerWidth - b.width - 8)) + "px";
    box.style.top = Math.max(8, below ? a.bottom + 4 : a.top - b.height - 4) + "px";
  };
  const showPopover = (box, anchor) => {
    if (!box?.isConnected) return;
    box.showPopover();
    place(box, anchor);
    box.querySelector("[role^=menuitem]")?.focus();
  };

  // Tooltips: text of data-tip, on hover and on focus
  let tip, tipTimer;
  const hideTip = () => { clearTimeout(tipTimer); if (tip?.matches(":popover-open")) tip.hidePopover(); };
  const showTip = target => {
    if (!tip) { tip = Object.assign(document.createElement("div"), { className: "tip", popover: "manual" }); tip.setAttribute("role", "presentation"); }
    if (!tip.isConnected) document.body.append(tip);
    tip.textContent = target.dataset.tip;
    tip.showPopover();
    const a = target.getBoundingClientRect(), b = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(a.left + a.width / 2 - b.width / 2, innerWidth - b.width - 8)) + "px";
    tip.style.top = (a.bottom + 6 + b.height > innerHeight ? a.top - b.height - 6 : a.bottom + 6) + "px";
  };
  const wantTip = e => {
    const target = e.target.closest?.("[data-tip]");
    hideTip();
    if (target?.dataset.tip && (e.type !== "focusin" || target.matches(":focus-visible"))) tipTimer = setTimeout(() => target.isConnected && showTip(target), 350);
  };
  document.addEventListener("mouseover", wantTip);
  document.addEventListener("focusin", wantTip);
  document.addEventListener("focusout", hideTip);
  document.addEventListener("scroll", hideTip, true);

  addEventListener("DOMContentLoaded", () => window.Blazor?.addEventListener?.("enhancedload", applyLook));

  // Without a secure connection there is no clipboard; a selected field still copies there.
  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  window.openiaas = {
    opened, closed, showPopover,
    timeZone: () => zone,
    isDark: () => root.dataset.theme === "dark",
    watchTheme: watcher => { themeWatchers.add(watcher); return root.dataset.theme === "dark"; },
    forgetTheme: () => themeWatchers.clear(),
    indeterminate: (box, value) => { if (box) box.indeterminate = value; },
    focus: box => box?.focus(),
    copy,
    download: (name, url) => Object.assign(document.createElement("a"), { href: url, download: name }).click(),
  };
})();
