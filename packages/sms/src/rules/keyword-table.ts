import type { RuleLanguage } from "./language.ts";

/**
 * What a keyword asks for. `stop-all`: no text from any of our numbers. `yes`: as `start`, but ordinary enough an answer
 * that it only takes back a stop given to the very number it is written to.
 */
export type KeywordAction = "stop" | "stop-all" | "start" | "yes" | "help";

/**
 * Keywords as people write them, separated by bars. The English ones are those of CTIA's Messaging Principles and of the
 * carriers' short code handbooks; STOP, START and INFO are understood everywhere.
 * A word that another language uses for something ordinary, as Italian "fine", is left out: it would silence a chat.
 */
export const KEYWORDS: Readonly<Record<RuleLanguage, Partial<Record<KeywordAction, string>>>> = {
  en: {
    stop: "stop|unsubscribe|cancel|end|quit|opt out|optout|revoke",
    "stop-all": "stopall|stop all",
    start: "start|unstop|subscribe|opt in|optin",
    yes: "yes",
    help: "help|info",
  },
  de: {
    stop: "stop|stopp|abmelden|abbestellen|austragen|beenden|ende",
    "stop-all": "alles stoppen|stopp alles",
    start: "start|anmelden|fortsetzen",
    yes: "ja",
    help: "hilfe|info",
  },
  fr: {
    stop: "stop|arrêt|arrêter|arrêtez|désabonner|désabonnement|désinscription|désinscrire|fin",
    "stop-all": "tout arrêter|arrêter tout",
    start: "start|reprendre|démarrer|abonner",
    yes: "oui",
    help: "aide|info|infos",
  },
  es: {
    stop: "stop|parar|pare|baja|dar de baja|darme de baja|alto|detener|cancelar|fin",
    "stop-all": "parar todo|baja total",
    start: "start|alta|iniciar|comenzar|reanudar",
    yes: "sí",
    help: "ayuda|info",
  },
  pt: {
    stop: "stop|parar|pare|sair|cancelar|remover|descadastrar|fim",
    "stop-all": "parar tudo|sair de tudo",
    start: "start|começar|iniciar|retomar|voltar",
    yes: "sim",
    help: "ajuda|info",
  },
  it: {
    stop: "stop|ferma|fermare|annulla|disiscrivi",
    start: "start|inizia|riprendi",
    yes: "sì",
    help: "aiuto|info",
  },
  nl: {
    stop: "stop|stoppen|afmelden|uitschrijven|einde",
    start: "start|aanmelden|hervatten",
    yes: "ja",
    help: "hulp|info",
  },
  hi: {
    stop: "stop|रोकें|रोको|रोक|रोकिए|बंद|बंद करें|बंद करो|roko|band karo",
    "stop-all": "सब रोकें|सब बंद करें",
    start: "start|शुरू|शुरू करें|चालू|चालू करें|shuru",
    yes: "हाँ",
    help: "मदद|सहायता|madad|info",
  },
  ar: {
    stop: "stop|إيقاف|توقف|أوقف|قف|إلغاء|إلغاء الاشتراك",
    "stop-all": "إيقاف الكل|أوقف الكل",
    start: "start|ابدأ|بدء|ابدا|استئناف|اشتراك",
    yes: "نعم",
    help: "مساعدة|معلومات|info",
  },
};
