/** Passwords of ten characters and more that are tried first by everybody who guesses. */
const COMMON = new Set(
  `1234567890 12345678910 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop qwerty12345
  qwerty123456 qwertyuiop123 password12 password123 password1234 password12345 password123456 passwordpassword mypassword
  mypassword1 changeme123 changemenow letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 welcome2026
  iloveyou12 iloveyou123 iloveyou1234 administrator admin12345 admin123456 adminadmin administrator1 superadmin
  qazwsxedcrfv qazwsx1234 zaq12wsxcde3 asdfghjkl1 asdfghjkl123 asdfghjkl; zxcvbnm123 zxcvbnm1234 abcd123456 abcdefghij
  abc1234567 abcd1234567 a123456789 aa12345678 aaa1234567 q123456789 qwer123456 1234qwerasdf 123456qwerty 123qweasdzxc
  123456789a 123456789q 123456789abc 1234567891 12345678900 123123123123 1231231231 1122334455 1212121212 1111111111
  0000000000 1357924680 2468013579 football123 baseball123 basketball superman123 spiderman123 batman12345 starwars123
  princess123 sunshine123 monkey12345 dragon12345 shadow12345 master12345 michael123 jennifer123 computer123 internet123
  liverpool123 chelsea123 arsenal123 manchester trustno1234 whatever123 samsung123 google12345 facebook123 whatsapp123
  p@ssw0rd123 p@ssword123 pa55word123 passw0rd123 passw0rd1234 secret12345 verysecret topsecret1 sommer2024 sommer2025
  sommer2026 winter2024 winter2025 winter2026 summer2024 summer2025 summer2026 spring2025 spring2026 autumn2025 autumn2026
  passwort123 passwort1234 hallo12345 hallo123456 schatz12345 contraseña contrasena motdepasse motdepasse1 azertyuiop
  azerty12345 azerty123456 senha12345 testtest12 test123456 test1234567 testpassword default1234 customer123 business123
  company123 culver1234 culverculver qweasdzxc123 qwaszxqwaszx correcthorse thisisapassword thequickbrown`.split(
    /\s+/,
  ),
);

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
];

/** Whether a password would be among the first guesses: well known, one short piece again and again, a row, or the login. */
export function isCommon(password: string, login: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (COMMON.has(plain) || COMMON.has(plain.replace(/[!.?*#]+$/, ""))) return true;
  if (/^(.{1,4})\1+.{0,3}$/su.test(plain)) return true;
  const backwards = [...plain].reverse().join("");
  if (ROWS.some((row) => row.includes(plain) || row.includes(backwards))) return true;
  return login !== "" && plain.replace(/[^\p{L}]/gu, "") === login.toLowerCase().replace(/[^\p{L}]/gu, "");
}
