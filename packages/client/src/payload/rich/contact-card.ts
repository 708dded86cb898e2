import type { ContactCard } from "../../api.ts";
import type { Fault } from "./fault.ts";
import { type Fields, given, isFields, labelOf, listOf } from "./fields.ts";
import { urlOf, writtenNumberOf } from "./links.ts";

/** Cards of one message. */
const MAX_CARDS = 256;
/** Numbers, addresses or links of each sort on a card. */
const MAX_OF_A_SORT = 20;
/** Code points. */
const MAX_LABEL = 256;
const MAX_TYPE = 50;
const MAX_ADDRESS = 1_000;
const EMAIL = /^[^\s@<>"'\p{C}]{1,64}@[^\s@<>"'\p{C}]{1,190}$/u;
const BIRTHDAY = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

export function cardsOf(value: unknown, fault: Fault): readonly ContactCard[] {
  return listOf(value, MAX_CARDS, fault, "Contacts", (card) => cardOf(card, fault));
}

/** Undefined for a card that names nobody. */
function cardOf(value: unknown, fault: Fault): ContactCard | undefined {
  const card = isFields(value) ? value : {};
  const name = labelOf(card.name, MAX_LABEL, fault, "A contact's name");
  if (name === undefined) {
    fault("invalid_content", "A contact needs a name.");
    return undefined;
  }
  const many = <Item>(items: unknown, what: string, read: (item: unknown) => Item | undefined) =>
    listOf(items, MAX_OF_A_SORT, fault, what, read);
  return {
    name,
    phones: many(card.phones, "Phone numbers", (phone) => {
      const number = writtenNumberOf(fieldsOf(phone).number, fault);
      return number === undefined ? undefined : { number, ...typeOf(phone, fault) };
    }),
    emails: many(card.emails, "E-mail addresses", (email) => {
      const address = emailOf(fieldsOf(email).address, fault);
      return address === undefined ? undefined : { address, ...typeOf(email, fault) };
    }),
    ...given("organisation", labelOf(card.organisation, MAX_LABEL, fault, "An organisation")),
    ...given("title", labelOf(card.title, MAX_LABEL, fault, "A title")),
    urls: many(card.urls, "Links", (url) => urlOf(url, fault)),
    addresses: many(card.addresses, "Addresses", (address) =>
      labelOf(address, MAX_ADDRESS, fault, "An address"),
    ),
    ...given("birthday", birthdayOf(card.birthday, fault)),
  };
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function typeOf(value: unknown, fault: Fault): { readonly type?: string } {
  return given("type", labelOf(fieldsOf(value).type, MAX_TYPE, fault, "The type of a number or address"));
}

function emailOf(value: unknown, fault: Fault): string | undefined {
  if (typeof value === "string" && EMAIL.test(value)) return value;
  fault("invalid_content", "An e-mail address has an @ and no spaces.");
  return undefined;
}

function birthdayOf(value: unknown, fault: Fault): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && BIRTHDAY.test(value)) return value;
  fault("invalid_content", "A birthday is written YYYY-MM-DD.");
  return undefined;
}
