import type { Contact } from "@culver/client";

const first =
  "Amara Tom Priya Lukas Noor Elena Kwame Sofia Hiro Freya Mateo Ines Omar Clara Yusuf Maja Andre Leila Jonas Ruth Tariq Nina Pavel Grace Idris Hanna Diego Aoife Samir Lotte".split(
    " ",
  );
const last =
  "Okafor Bennett Raman Weber Haddad Rossi Mensah Almeida Tanaka Lindqvist Vargas Duarte Farouk Novak Demir Kowalska Moreau Karimi Becker Adler Aziz Petrova Sokol Hughes Bello Fischer Castro Byrne Nasser Visser".split(
    " ",
  );
const special = [
  "נועה לוי",
  "ليلى منصور",
  "林小雨",
  "Þórdís Ævarsdóttir",
  "Maximiliana Konstantinopolitanskaya-Featherstonehaugh",
];

export const self = {
  account: "selfselfselfself",
  device: "1",
  number: "+447700900100",
  domain: "example.org",
  name: "Robin Ashe",
};

/** `count` invented people; number 7 has no name at all, number 9 is blocked. */
export function people(count: number): readonly Contact[] {
  return Array.from({ length: count }, (_, index) => {
    const name =
      special[index - 12] ??
      `${first[index % first.length]} ${last[(index * 7 + Math.floor(index / 30) * 3) % last.length]}`;
    const account = `p${index.toString(32).padStart(2, "a")}k3v7q2m4zt5aw`.slice(0, 16);
    const number = `+4477009${String(101 + index).padStart(5, "0")}`;
    return {
      account,
      number,
      ...(index !== 7 && { profileName: name }),
      ...(index === 3 && { name: "Lukas (climbing)" }),
      verified: index === 0 || index === 5,
      blocked: index === 9,
    };
  });
}
