import { h, uniqueId } from "@culver/pages/dom";

/** A field above the list of endpoints that leaves those with the words typed. The page reads well without it. */
const nav = document.querySelector("nav");
if (nav) {
  const id = uniqueId("filter");
  const input = h("input", { id, class: "input", type: "search", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isWanted = (text: string | null) => words.every((word) => text?.toLowerCase().includes(word));
    for (const item of nav.querySelectorAll("li")) item.hidden = !isWanted(item.textContent);
    for (const article of document.querySelectorAll("article"))
      article.hidden = !isWanted(article.textContent);
  });
  nav.prepend(h("div", { class: "field" }, h("label", { for: id }, "Find an endpoint"), input));
}
