/** The texts of authentication templates, which Meta makes and translates itself (section 4: category). */
export interface AuthenticationWords {
  /** With {{1}} for the code. */
  readonly body: string;
  readonly security: string;
  readonly expiry: (minutes: number) => string;
  readonly copy: string;
}

const ENGLISH: AuthenticationWords = {
  body: "*{{1}}* is your verification code.",
  security: "For your security, do not share this code.",
  expiry: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: "Copy code",
};

const WORDS: Readonly<Record<string, AuthenticationWords>> = {
  de: {
    body: "*{{1}}* ist dein Verifizierungscode.",
    security: "Teile diesen Code zu deiner Sicherheit mit niemandem.",
    expiry: (minutes) => `Dieser Code läuft in ${minutes} Minuten ab.`,
    copy: "Code kopieren",
  },
  es: {
    body: "Tu código de verificación es *{{1}}*.",
    security: "Por tu seguridad, no lo compartas.",
    expiry: (minutes) => `Este código caduca en ${minutes} minutos.`,
    copy: "Copiar código",
  },
  fr: {
    body: "Votre code de vérification est *{{1}}*.",
    security: "Pour votre sécurité, ne le partagez pas.",
    expiry: (minutes) => `Ce code expire dans ${minutes} minutes.`,
    copy: "Copier le code",
  },
  pt: {
    body: "Seu código de verificação é *{{1}}*.",
    security: "Para sua segurança, não o compartilhe.",
    expiry: (minutes) => `Este código expira em ${minutes} minutos.`,
    copy: "Copiar código",
  },
};

/** In the template's language, or in English. */
export function authenticationWords(language: string): AuthenticationWords {
  return WORDS[language.split("_")[0] ?? ""] ?? ENGLISH;
}
