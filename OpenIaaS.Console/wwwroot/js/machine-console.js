// The console of a machine: the VNC client over our WebSocket, and the tools around it. The page works without a circuit.
const box = document.querySelector(".kvm");
const screen = box.querySelector(".kvm-screen");
const state = box.querySelector(".kvm-state");
const note = box.querySelector(".kvm-note[hidden]");
const say = text => { state.textContent = text; };
const kept = (name, otherwise) => localStorage.getItem("openiaas.console." + name) ?? otherwise;
const keep = (name, value) => localStorage.setItem("openiaas.console." + name, value);

const Keys = { Tab: 0xFF09, Escape: 0xFF1B, Control: 0xFFE3, Alt: 0xFFE9, Delete: 0xFFFF, Enter: 0xFF0D };
for (let n = 1; n <= 12; n++) Keys["F" + n] = 0xFFBD + n;
const ExtendedKeys = -258;
const TypePause = 12;

let client, rfb, why, typing;

// Enforced: the characters of this keyboard are sent, whatever the machine's layout. Otherwise the places of its keys are, and the machine reads them by
// its own layout; the client does that wherever the server knows how, so it is not told that this one does.
const enforces = () => kept("layout", "on") === "on";
const withoutPlaces = data => {
  const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
  if (bytes[0] !== 2 || !enforces()) return data;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(2);
  const rest = [...Array(count).keys()].map(n => view.getInt32(4 + n * 4)).filter(encoding => encoding !== ExtendedKeys);
  const out = new DataView(new ArrayBuffer(4 + rest.length * 4));
  out.setUint8(0, 2);
  out.setUint16(2, rest.length);
  rest.forEach((encoding, n) => out.setInt32(4 + n * 4, encoding));
  return out.buffer;
};

const stopped = text => {
  say(box.dataset.closed);
  note.querySelector("p").textContent = text || box.dataset.closed;
  note.hidden = false;
  box.dataset.live = "";
};

const refusal = async () => {
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).refusal : (await answer.json()).detail;
  } catch { return box.dataset.unknown; }
};

const connect = async () => {
  if (!box.dataset.client) return;
  rfb?.disconnect();
  rfb = undefined;
  note.hidden = true;
  say(box.dataset.connecting);
  const refused = await refusal();
  if (refused) { stopped(refused); return; }
  client ??= (await import(box.dataset.client)).default;
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + box.dataset.kvm, ["binary"]);
  const send = socket.send.bind(socket);
  socket.send = data => send(withoutPlaces(data));
  why = undefined;
  socket.addEventListener("close", e => { why = e.reason || (e.code === 1000 ? "" : box.dataset.lost); });
  screen.replaceChildren();
  const made = rfb = new client(screen, socket, { shared: true });
  made.background = "transparent";
  made.focusOnClick = true;
  scale();
  made.addEventListener("connect", () => { say(box.dataset.connected); box.dataset.live = "yes"; made.focus({ preventScroll: true }); });
  made.addEventListener("disconnect", async () => {
    if (made !== rfb) return;
    rfb = undefined;
    typing = undefined;
    stopped(await refusal() || why);
  });
};

// A screen of a thousand pixels fitted into a telephone cannot be read: there it has its own size until somebody chooses otherwise. A finger moves
// what is seen of it, a tap is a click; a mouse has the bars.
const narrow = matchMedia("(max-width: 640px)"), touch = matchMedia("(pointer: coarse)");
const scaling = () => kept("scale", narrow.matches ? "one" : "fit");
const scale = () => {
  const fits = scaling() === "fit";
  screen.classList.toggle("one", !fits);
  for (const choice of box.querySelectorAll("[name=kvm-scale]")) choice.checked = choice.value === scaling();
  if (!rfb) return;
  rfb.scaleViewport = fits;
  rfb.clipViewport = rfb.dragViewport = !fits && touch.matches;
};
narrow.addEventListener("change", scale);

const press = names => {
  if (!rfb) return;
  for (const name of names) rfb.sendKey(Keys[name], null, true);
  for (const name of names.toReversed()) rfb.sendKey(Keys[name], null, false);
  rfb.focus();
};

const type = async text => {
  const mine = typing = {};
  say(box.dataset.typing);
  for (const letter of text.replaceAll("\r\n", "\n")) {
    if (typing !== mine || !rfb) { say(box.dataset.stopped); return; }
    const code = letter.codePointAt(0);
    rfb.sendKey(letter === "\n" ? Keys.Enter : letter === "\t" ? Keys.Tab : code < 0x100 ? code : 0x01000000 + code, null);
    await new Promise(done => setTimeout(done, TypePause));
  }
  typing = undefined;
  say(box.dataset.typed);
};

const shut = from => { const menu = from.closest("details"); if (menu) menu.open = false; };
const field = box.querySelector("#kvm-text");
const dialog = box.querySelector(".kvm-dialog");
const layout = box.querySelector("[data-layout]");
const showLayout = () => layout.setAttribute("aria-pressed", String(enforces()));
showLayout();

box.addEventListener("click", async e => {
  const button = e.target.closest("button");
  if (!button) return;
  if (button.dataset.keys) { shut(button); press(button.dataset.keys.split(" ")); }
  else if (button.matches("[data-ask]")) { shut(button); dialog.showModal(); }
  else if (button.matches("[data-layout]")) { keep("layout", enforces() ? "off" : "on"); showLayout(); await connect(); }
  else if (button.matches("[data-clear]")) { field.value = ""; typing = undefined; field.focus(); }
  else if (button.matches("[data-type]")) { shut(button); rfb?.focus(); await type(field.value); }
  else if (button.matches("[data-full]")) await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  else if (button.matches("[data-again]")) await connect();
});
dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") press(["Control", "Alt", "Delete"]); dialog.returnValue = "no"; });
document.addEventListener("fullscreenchange", () => box.querySelector("[data-full]").setAttribute("aria-pressed", String(!!document.fullscreenElement)));
for (const choice of box.querySelectorAll("[name=kvm-scale]")) choice.addEventListener("change", () => { keep("scale", choice.value); scale(); });

// The screen takes every key, Tab too: this one leads out of it.
addEventListener("keydown", e => {
  if (!(e.ctrlKey && e.altKey && e.shiftKey && e.code === "KeyM")) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  rfb?.blur();
  box.querySelector(".kvm-tools summary").focus();
}, true);
addEventListener("pagehide", () => rfb?.disconnect());
connect();
