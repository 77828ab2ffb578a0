// Sends files part by part. A file goes on being sent while the page changes; a lost connection is waited for, and the server says where to go on.
(() => {
  const part = 8 * 1024 * 1024, longestPause = 30;
  const jobs = new Map();
  let tray = null;

  const tell = (id, state, text = "") => tray?.invokeMethodAsync("Told", id, state, text).catch(() => { tray = null; });
  const pause = (seconds, signal) => new Promise(done => {
    const go = () => { clearTimeout(timer); removeEventListener("online", go); signal.removeEventListener("abort", go); done(); };
    const timer = setTimeout(go, seconds * 1000);
    addEventListener("online", go);
    signal.addEventListener("abort", go);
  });
  const sentenceOf = async answer => {
    try { return (await answer.json()).problems.map(problem => problem.message).join(" "); } catch { return answer.statusText || String(answer.status); }
  };

  // The next part, or the end of the file. Gives where to go on, or nothing when there is nothing more to do.
  const step = async (id, job, at) => {
    const signal = job.stop.signal;
    if (at >= job.file.size) {
      const answer = await fetch(`/uploads/${id}/complete`, { method: "POST", signal });
      if (answer.ok) { const done = await answer.json(); tell(id, done.sentence ? "kept" : "done", done.sentence ?? done.activity ?? ""); return null; }
      // The answer to an earlier one was lost on the way.
      if (answer.status === 404 || answer.status === 409) {
        const now = await fetch(`/uploads/${id}`, { signal });
        if (now.ok && (await now.json()).state !== "Receiving") { tell(id, "done"); return null; }
      }
      if (answer.status >= 500) throw new Error(await sentenceOf(answer));
      tell(id, "refused", await sentenceOf(answer));
      return null;
    }
    const body = await job.file.slice(at, at + part).arrayBuffer().catch(() => null);
    if (body === null) { tell(id, "unreadable"); return null; }
    const answer = await fetch(`/uploads/${id}`, { method: "PATCH", headers: { "Upload-Offset": String(at), "Content-Type": "application/octet-stream" }, body, signal });
    const told = Number(answer.headers.get("Upload-Offset") ?? NaN);
    if (answer.ok) return told;
    if (answer.status === 409 && Number.isFinite(told) && told !== at) return told;
    if (answer.status === 409 || answer.status >= 500) throw new Error(await sentenceOf(answer));
    tell(id, "refused", await sentenceOf(answer));
    return null;
  };

  const send = async (id, file, from) => {
    if (jobs.has(id)) return;
    const job = { file, stop: new AbortController() };
    jobs.set(id, job);
    tell(id, "sending");
    let at = from, failures = 0;
    while (at !== null && !job.stop.signal.aborted) {
      try {
        at = await step(id, job, at);
        if (failures > 0) tell(id, "sending");
        failures = 0;
      } catch (lost) {
        if (job.stop.signal.aborted) break;
        failures++;
        // A fetch that never reached the console fails with a TypeError, whose words help nobody.
        tell(id, "waiting", lost instanceof TypeError ? "" : lost.message);
        await pause(Math.min(longestPause, 2 ** (failures - 1)), job.stop.signal);
      }
    }
    jobs.delete(id);
  };

  const fileOf = input => (typeof input === "string" ? document.getElementById(input) : input)?.files?.[0] ?? null;
  const describe = input => {
    const file = fileOf(input);
    return file && { name: file.name, size: file.size, lastModified: file.lastModified };
  };

  // Announces the chosen file and begins to send it; gives the refusals, none when it is on its way.
  const begin = async (input, kind, plan) => {
    const file = fileOf(input);
    try {
      const answer = await fetch("/uploads", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ kind, plan, name: file.name, size: file.size, lastModified: file.lastModified }) });
      if (!answer.ok) return { id: null, problems: (await answer.json()).problems.map(problem => ({ message: problem.message, field: problem.field ?? null })) };
      const standing = await answer.json();
      send(standing.id, file, standing.received);
      return { id: standing.id, problems: [] };
    } catch {
      return { id: null, problems: null };
    }
  };

  // Goes on with an upload that was cut off, when the same file was chosen again.
  const resume = (input, id, name, size, lastModified, received) => {
    const file = fileOf(input);
    if (!file || file.name !== name || file.size !== size || file.lastModified !== lastModified) return false;
    send(id, file, received);
    return true;
  };

  addEventListener("beforeunload", event => { if (jobs.size > 0) event.preventDefault(); });
  window.openiaas.uploads = {
    describe, begin, resume,
    cancel: id => jobs.get(id)?.stop.abort(),
    watch: reference => { tray = reference; return [...jobs.keys()]; },
    forget: () => { tray = null; },
  };
})();
