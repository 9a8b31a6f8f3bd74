// What scripts say. English is the key; a page in another language brings its words as data.
const data = document.getElementById("words");
const told = data ? JSON.parse(data.textContent) : {};

const filled = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const saying = (text, values) => filled(told[text] ?? text, values);

// Plural forms repeat every hundred from a hundred on; the page says which form each number takes.
export function sayings(one, many, n, values) {
  const held = told[many];
  const text = held ? held.forms[held.which[n < 200 ? n : 100 + (n % 100)]] : (n === 1 ? one : many);
  return filled(text, { n, ...values });
}
