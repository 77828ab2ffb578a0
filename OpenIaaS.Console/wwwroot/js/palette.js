// The palette's part of the keyboard: the keys that open it, those that are its own while it is open, and what the browser remembers for it.
(() => {
  const own = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "Enter", "Tab"];
  let palette, wanted = false, early = null, tabbed = null;
  const box = () => document.querySelector("[data-palette-box]");
  const field = () => document.querySelector("[data-palette-box] input");
  const say = text => { field().value = text; field().dispatchEvent(new Event("input", { bubbles: true })); };
  const call = method => palette.invokeMethodAsync(method).catch(() => { early = null; });
  const open = () => {
    if (box()) return;
    early = "";
    // A page shows before it answers: it opens as soon as it does.
    if (palette) call("OpenAsync"); else if (document.querySelector(".shell")) wanted = true; else early = null;
  };

  document.addEventListener("click", e => { tabbed = null; if (e.target.closest("[data-palette]")) open(); });
  document.addEventListener("keydown", e => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k" && !e.target.closest?.("canvas") && document.querySelector(".shell")) {
      e.preventDefault();
      if (box()) call("CloseAsync"); else open();
      return;
    }
    if (early !== null) {
      // What is typed until the field is drawn and has the focus belongs to it.
      if (e.key === "Escape") { early = null; wanted = false; }
      else if (e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) { early += e.key; e.preventDefault(); }
      return;
    }
    if (e.target === field() && own.includes(e.key) && !(e.key === "Tab" && e.shiftKey)) {
      e.preventDefault();
      if (e.key === "Tab") tabbed = field().value;
    }
  }, true);

  const kept = shelf => {
    try { return JSON.parse(localStorage.getItem(shelf)) ?? []; } catch { return []; }
  };

  window.openiaas.palette = {
    register: reference => { palette = reference; if (wanted) { wanted = false; call("OpenAsync"); } },
    opened: element => {
      window.openiaas.opened(element);
      const typed = early;
      early = null;
      if (typed) say(typed);
    },
    // What was typed since the subject was taken stays.
    clear: () => {
      const input = field();
      if (!input) return;
      const gone = tabbed ?? input.value, rest = input.value.startsWith(gone) ? input.value.slice(gone.length) : "";
      tabbed = null;
      input.value = rest;
      input.focus();
      if (rest) say(rest);
    },
    reveal: id => document.getElementById(id)?.scrollIntoView({ block: "nearest" }),
    press: (name, value) => document.querySelector(`form[action="/preferences"] button[name="${name}"][value="${value}"]`)?.click(),
    newTab: address => { window.open(address, "_blank", "noopener"); },
    recent: kept,
    remember: (shelf, what, most) => {
      try { localStorage.setItem(shelf, JSON.stringify([what, ...kept(shelf).filter(one => one !== what)].slice(0, most))); } catch { /* nothing is kept where the browser keeps nothing */ }
    },
  };
})();
