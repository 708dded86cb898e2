/** What the page behind a link to a file says. */
export const linkWords = {
  name: "Culver",
  heading: "A file for you",
  fetching: "Fetching and decrypting…",
  progress: (done: string, total: string) => `${done} of ${total}`,
  fetch: (size: string) => `Fetch it, ${size}`,
  save: "Save",
  retry: "Try again",
  cannotShow: "This browser cannot show it. You can save it.",
  notShown: "Files like this one are not opened here. You can save it, if you trust who sent it.",
  done: "Sent with Culver. This file was decrypted in your browser.",
  who: "Whoever has the link can open it, and a link in an SMS passes its carriers. Only you know who sent it to you.",
  incomplete: {
    title: "The link is incomplete",
    text: "Its end holds the key, and some apps cut it off. Copy the whole link, or ask for it again.",
  },
  wrong: {
    title: "The link does not fit the file",
    text: "Perhaps it was changed on the way. Ask for it again.",
  },
  expired: {
    title: "This file is no longer here",
    text: "Links work for a few days. Ask whoever sent it to send it again.",
  },
  offline: { title: "No connection", text: "Check your network, and try again." },
  busy: { title: "Too many tries", text: "Wait a minute, and try again." },
  failed: { title: "That did not work", text: "The server did not give the file. Try again later." },
  insecure: {
    title: "This page needs HTTPS",
    text: "Browsers decrypt only on pages opened over HTTPS.",
  },
};
