'use strict';
// The page is whole without this script; it only adds a filter, copy buttons and deep links into folded parts.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  const addCopyButton = (block) => {
    const text = block.textContent;
    const button = make('button', { className: 'copy', type: 'button', textContent: 'Copy' });
    button.addEventListener('click', async () => {
      let done = 'Copied';
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        done = 'Selected';
        getSelection().selectAllChildren(block);
      }
      button.textContent = done;
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    block.append(button);
  };

  const outcomeOf = (item) => {
    if (item.matches('tr')) return item.className;
    const rule = item.closest('.rule');
    if (rule.classList.contains('error')) return 'error';
    return rule.classList.contains('fail') ? 'failed' : 'remarks';
  };

  const addFilter = () => {
    const items = all('.case, .cases tbody tr').map((item) => ({
      item,
      rule: item.closest('.rule'),
      outcome: outcomeOf(item),
      text: null,
    }));
    const box = make('div', { className: 'filter' });
    const input = make('input', { type: 'search', placeholder: 'Filter ( / )', ariaLabel: 'Filter by text' });
    const select = make('select', { ariaLabel: 'Filter by outcome' });
    const choices = { '': 'All', failed: 'Failed', error: 'Undecided', remarks: 'Warnings, notes', none: 'Not judged', passed: 'Passed' };
    for (const [value, label] of Object.entries(choices)) select.append(make('option', { value, textContent: label }));
    const found = make('span', { className: 'found' });
    found.setAttribute('role', 'status');

    const textOf = (entry) => {
      const heading = entry.rule === null ? '' : entry.rule.querySelector('h3').textContent + entry.rule.querySelector('.meta').textContent;
      entry.text ??= (heading + ' ' + entry.item.textContent).toLowerCase();
      return entry.text;
    };
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const busy = new Set();
      let count = 0;
      for (const entry of items) {
        const fits = (select.value === '' || entry.outcome === select.value) && words.every((word) => textOf(entry).includes(word));
        entry.item.classList.toggle('away', !fits);
        if (!fits) continue;
        count += 1;
        if (entry.rule !== null) busy.add(entry.rule);
      }
      const filtering = words.length > 0 || select.value !== '';
      for (const rule of all('.rule')) rule.classList.toggle('away', filtering && !busy.has(rule));
      if (filtering) for (const fold of all('.fold')) fold.open = fold.querySelector('.case:not(.away), tbody tr:not(.away)') !== null;
      found.textContent = filtering ? count + ' shown' : '';
    };
    let timer = 0;
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(apply, 80);
    });
    select.addEventListener('change', apply);
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.target === input || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.focus();
    });
    box.append(input, select, found);
    document.querySelector('nav').append(box);
  };

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    for (let part = target; part !== null; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
    const fold = target.querySelector(':scope > .fold');
    if (fold !== null) fold.open = true;
    target.scrollIntoView();
  };

  all('.command').forEach(addCopyButton);
  addFilter();
  addEventListener('hashchange', openTarget);
  openTarget();
})();
