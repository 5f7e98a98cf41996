'use strict';
// The page is whole without this script. It adds search and filters, copy buttons, keys, links into folded parts
// and a choice of theme. Nothing here makes markup out of text: the policy of the page forbids it.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  document.documentElement.classList.add('js');

  // ── Theme ──────────────────────────────────────────────────────────────────────────────────────────────────
  const theme = by('theme');
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem('conform-theme', value);
      return localStorage.getItem('conform-theme');
    } catch {
      return null; // a sandbox keeps nothing
    }
  };
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  };
  const nameTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  const choose = (name) => {
    document.documentElement.dataset.theme = name;
    nameTheme();
  };
  if (['light', 'dark'].includes(stored())) choose(stored());
  nameTheme();
  theme.addEventListener('click', () => {
    choose(isDark() ? 'light' : 'dark');
    stored(document.documentElement.dataset.theme);
  });

  // ── Copying ────────────────────────────────────────────────────────────────────────────────────────────────
  const copy = async (button) => {
    const block = button.closest('.again').querySelector('.' + button.dataset.copy);
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = 'Copied';
    } catch {
      for (let part = block; part !== null; part = part.parentElement) if (part instanceof HTMLDetailsElement) part.open = true;
      getSelection().selectAllChildren(block);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = label; }, 1500);
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.copy');
    if (button !== null) copy(button);
  });

  // ── Filters ────────────────────────────────────────────────────────────────────────────────────────────────
  const fields = Object.fromEntries(['query', 'outcome', 'rule', 'operation', 'weight', 'age'].map((id) => [id, by(id)]).filter(([, field]) => field !== null));
  const found = document.querySelector('.found');
  const cards = all('.rule');
  const outcomes = { fail: 'failed', warn: 'passed', note: 'passed' };

  const addOptions = (select, names) => {
    for (const [value, label] of names) select.append(Object.assign(document.createElement('option'), { value, textContent: label }));
  };
  const rules = new Map(cards.filter((card) => card.dataset.rule).map((card) => [card.dataset.rule, card.dataset.rule]));
  addOptions(fields.rule, [...rules].sort());
  const operations = new Map();
  for (const group of all('.group[data-op]')) operations.set(group.dataset.op, group.querySelector('.name').textContent);
  addOptions(fields.operation, operations);

  // Whatever can be found, read when it is first searched: ten thousand rows should not keep the page from opening.
  let entries = null;
  const cardByNumber = new Map(cards.filter((card) => card.dataset.card).map((card) => [card.dataset.card, card]));
  const entryOf = (item) => {
    if (item.matches('tr')) {
      const those = (item.dataset.f ?? '').split(' ').filter(Boolean).map((number) => cardByNumber.get(number));
      return { item, holder: item.closest('.group'), cards: those, outcome: item.className.split(' ')[0], text: null };
    }
    const card = item.closest('.rule');
    const outcome = card.classList.contains('error') ? 'error' : card.dataset.age === 'known' ? 'known' : outcomes[card.dataset.weight];
    return { item, holder: card, cards: [card], outcome, text: null };
  };
  const textOf = (entry) => {
    if (entry.text === null) {
      const { holder, item } = entry;
      const heading = item.matches('tr') ? holder.querySelector('summary .name').textContent : holder.querySelector('h3').textContent + ' ' + holder.querySelector('.meta').textContent;
      entry.text = (heading + ' ' + item.textContent).toLowerCase();
    }
    return entry.text;
  };
  const fits = (entry, words) => {
    const { outcome, rule, operation, weight, age } = fields;
    return (outcome.value === '' || entry.outcome === outcome.value) &&
      (operation.value === '' || entry.item.dataset.op === operation.value) &&
      (rule.value === '' || entry.cards.some((card) => card.dataset.rule === rule.value)) &&
      (weight.value === '' || entry.cards.some((card) => card.dataset.weight === weight.value)) &&
      (age === undefined || age.value === '' || entry.cards.some((card) => card.dataset.age === age.value)) &&
      words.every((word) => textOf(entry).includes(word));
  };

  const opened = new Set(); // what filtering opened, to be closed when it ends
  const most_opened = 300;
  const openFold = (fold, isWanted) => {
    if (isWanted && !fold.open) {
      fold.open = true;
      opened.add(fold);
    } else if (!isWanted && opened.delete(fold)) {
      fold.open = false;
    }
  };
  const filtering = () => Object.values(fields).some((field) => field.value.trim() !== '');
  const sentence = (findings, rows) => {
    const many = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');
    return findings + rows === 0 ? 'Nothing fits.' : many(findings, 'finding') + ' and ' + many(rows, 'case') + ' in the list';
  };
  const apply = () => {
    const isOn = filtering();
    if (!isOn && entries === null) return;
    entries ??= all('.find, .line, .cases tbody tr').map(entryOf);
    const words = fields.query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const busy = new Set();
    let findings = 0;
    let rows = 0;
    for (const entry of entries) {
      const isShown = fits(entry, words);
      entry.item.classList.toggle('away', !isShown);
      if (!isShown) continue;
      busy.add(entry.holder);
      if (entry.item.matches('tr')) rows += 1;
      else findings += 1;
    }
    for (const holder of all('.rule, .group')) holder.classList.toggle('away', isOn && !busy.has(holder));
    for (const section of all('#failures, #undecided, #known, #warnings, #notes, #cases')) section.classList.toggle('away', isOn && !all('.rule, .group', section).some((holder) => busy.has(holder)));
    for (const section of all('#gone, #coverage, #latency, #not-judged, #run')) section.classList.toggle('away', isOn);
    for (const more of all('.more')) more.classList.toggle('away', isOn && more.querySelector('.line:not(.away)') === null);
    for (const fold of all('.fold, .more')) openFold(fold, isOn && findings + rows <= most_opened && !fold.classList.contains('away') && fold.querySelector('.find:not(.away), .line:not(.away), tbody tr:not(.away)') !== null);
    for (const field of Object.values(fields)) field.classList.toggle('set', field.value !== '');
    found.textContent = isOn ? sentence(findings, rows) : '';
  };

  by('facets').addEventListener('click', ({ currentTarget }) => {
    currentTarget.ariaExpanded = by('tools').classList.toggle('wide');
  });

  // ── Addresses: #case-… with the filters behind it, #case-…?outcome=failed&query=limit ──────────────────────
  const hashParts = () => {
    const hash = location.hash.slice(1);
    const at = hash.indexOf('?');
    const id = at < 0 ? hash : hash.slice(0, at);
    let target = null;
    try {
      target = by(decodeURIComponent(id));
    } catch {
      target = null; // no proper escapes: no element of ours
    }
    return { id, target, query: new URLSearchParams(at < 0 ? '' : hash.slice(at + 1)) };
  };
  const writeHash = () => {
    const query = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field.value !== '') query.set(name, field.value);
    const text = query.toString();
    const address = '#' + hashParts().id + (text === '' ? '' : '?' + text);
    try {
      history.replaceState(null, '', address);
    } catch {
      // a sandboxed page has no history; the filters work all the same
    }
  };
  const openTarget = () => {
    all('.aim').forEach((row) => row.classList.remove('aim'));
    const { target } = hashParts();
    if (target === null) return;
    for (let part = target; part !== null; part = part.parentElement) if (part instanceof HTMLDetailsElement) part.open = true;
    const fold = target.querySelector(':scope > .fold:only-of-type');
    if (fold !== null) fold.open = true;
    if (target.matches('tr')) target.classList.add('aim');
    target.scrollIntoView({ block: target.matches('tr') ? 'center' : 'start' });
  };
  const readHash = () => {
    const { query } = hashParts();
    for (const [name, field] of Object.entries(fields)) if (query.has(name)) field.value = query.get(name);
    apply();
    openTarget();
  };

  let timer = 0;
  const change = () => {
    apply();
    writeHash();
  };
  fields.query.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(change, 80);
  });
  for (const field of Object.values(fields)) if (field !== fields.query) field.addEventListener('change', change);
  const clear = () => {
    for (const field of Object.values(fields)) field.value = '';
    change();
  };
  by('clear').addEventListener('click', clear);

  // ── Keys ───────────────────────────────────────────────────────────────────────────────────────────────────
  const keys = by('keys');
  by('help').addEventListener('click', () => keys.showModal());
  by('close').addEventListener('click', () => keys.close());

  const step = (by_how_many) => {
    const summaries = all('.find > summary').filter((summary) => summary.checkVisibility());
    if (summaries.length === 0) return;
    const at = summaries.indexOf(document.activeElement?.closest('.find')?.querySelector('summary'));
    const next = at < 0 ? (by_how_many > 0 ? 0 : summaries.length - 1) : Math.min(Math.max(at + by_how_many, 0), summaries.length - 1);
    summaries[next].focus({ preventScroll: true });
    summaries[next].scrollIntoView({ block: 'nearest' });
  };
  const escape = () => {
    if (document.activeElement === fields.query || filtering()) {
      clear();
      document.activeElement?.blur();
      return;
    }
    const open = document.activeElement?.closest('.find[open]');
    if (open === null || open === undefined) return;
    open.open = false;
    open.querySelector('summary').focus();
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const isWriting = event.target.matches('input[type="search"], select');
    if (event.key === 'Escape') return escape();
    if (isWriting) return;
    const actions = { '/': () => fields.query.focus(), '?': () => keys.showModal(), j: () => step(1), k: () => step(-1) };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });

  addEventListener('hashchange', readHash);
  readHash();
})();
