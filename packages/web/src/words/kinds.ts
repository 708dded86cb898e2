import { plural } from "./plural.ts";

/** Words of places, cards, and messages with buttons and lists. */
export const kindWords = {
  place: {
    title: "Location",
    named: (name: string) => `Location: ${name}`,
    open: "Open map",
    openLabel: (what: string) => `Open ${what} on OpenStreetMap`,
    inApp: "Map app",
    inAppLabel: (what: string) => `Open ${what} in a map app`,
    outside: "Opens openstreetmap.org. Nothing is fetched from there before you do.",
  },
  card: {
    title: "Contact",
    named: (name: string, more: number) =>
      more === 0
        ? `Contact: ${name}`
        : `Contacts: ${name} and ${plural(more, { one: "# other", other: "# others" })}`,
    message: "Message",
    messageTo: (name: string) => `Message ${name}`,
    details: "Details",
    detailsOf: (name: string) => `Details of ${name}`,
    copyNumber: "Copy number",
    copyNumberOf: (name: string) => `Copy the number of ${name}`,
    numberCopied: "Number copied",
    phone: "Phone",
    email: "Email",
    web: "Web",
    address: "Address",
    birthday: "Birthday",
    copy: (what: string) => `Copy ${what}`,
    noNumber: "No number",
    unnamed: "No name",
    notThere: (name: string) => `${name} is not on Culver yet`,
    sendSms: "Send an SMS",
  },
  interactive: {
    actions: "Buttons of this message",
    button: (title: string) => `button ${title}`,
    chosen: "chosen",
    choose: (title: string) => `Answer: ${title}`,
    list: "Choose from the list",
    listSend: "Send",
    listNone: "Choose one",
    listChosen: (title: string) => `Chosen: ${title}`,
    link: (title: string, host: string) => `${title}, opens ${host}`,
    badLink: "This link cannot be opened",
    call: (title: string, number: string) => `${title}, calls ${number}`,
    copy: (title: string) => `${title}, copies the code`,
    copied: (text: string) => `Copied: ${text}`,
    own: "Only the people you sent this to can answer it.",
    blocked: "You blocked this person.",
    notSent: "Your answer was not sent. Try again.",
  },
  sharePlace: {
    title: "Share your location?",
    why: (name: string) => `Your location goes to ${name} once, encrypted like any message.`,
    ask: "The browser asks for your permission first. Nothing is sent before you press Send.",
    find: "Find my location",
    finding: "Finding your location…",
    accuracy: (meters: number) =>
      `Accurate to about ${plural(meters, { one: "# metre", other: "# metres" })}`,
    denied: "The browser does not allow this page to know where you are. Change that in its site settings.",
    unavailable: "Your device cannot tell where it is at the moment.",
    none: "This browser cannot tell where you are.",
    send: "Send",
  },
};
