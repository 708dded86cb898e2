import type { ContactCard as ClientCard } from "@culver/client";
import type { ContactCard } from "../messages/index.ts";

/** A card with the Cloud API's names as devices have it. */
export function clientCard(card: ContactCard): ClientCard {
  const { name, phones = [], emails = [], addresses = [], org, urls = [], birthday } = card;
  return {
    name: name.formatted_name,
    phones: phones.flatMap(({ phone, wa_id, type }) => {
      const number = phone ?? (wa_id && `+${wa_id}`);
      return number ? [{ number, ...(type && { type }) }] : [];
    }),
    emails: emails.flatMap(({ email, type }) => (email ? [{ address: email, ...(type && { type }) }] : [])),
    ...(org?.company && { organisation: org.company }),
    ...(org?.title && { title: org.title }),
    urls: urls.flatMap(({ url }) => url || []),
    addresses: addresses.map(({ street, zip, city, state, country }) =>
      [street, [zip, city].filter(Boolean).join(" "), state, country].filter(Boolean).join(", "),
    ),
    ...(birthday && { birthday }),
  };
}

/** A card of a device with the Cloud API's names. */
export function graphCard(card: ClientCard): ContactCard {
  const { name, phones, emails, organisation, title, urls, addresses, birthday } = card;
  const [first = name, ...rest] = name.split(" ");
  return {
    name: { formatted_name: name, first_name: first, ...(rest.length > 0 && { last_name: rest.join(" ") }) },
    ...(phones.length > 0 && {
      phones: phones.map(({ number, type }) => ({ phone: number, ...(type && { type }) })),
    }),
    ...(emails.length > 0 && {
      emails: emails.map(({ address, type }) => ({ email: address, ...(type && { type }) })),
    }),
    ...((organisation || title) && {
      org: { ...(organisation && { company: organisation }), ...(title && { title }) },
    }),
    ...(urls.length > 0 && { urls: urls.map((url) => ({ url })) }),
    ...(addresses.length > 0 && { addresses: addresses.map((street) => ({ street })) }),
    ...(birthday && { birthday }),
  };
}
