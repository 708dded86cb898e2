/** What a rendering says in words of its own. */
export interface SmsWords {
  readonly reply: (label: string, title: string) => string;
  readonly sendLocation: string;
  readonly call: (text: string, number: string) => string;
  readonly code: (code: string) => string;
  readonly image: string;
  readonly video: string;
  readonly audio: string;
  readonly voice: string;
  readonly document: string;
  readonly sticker: string;
  readonly reacted: (emoji: string, quoted: string | undefined) => string;
}

const ENGLISH: SmsWords = {
  reply: (label, title) => `Reply ${label} for ${title}`,
  sendLocation: "Reply with your address.",
  call: (text, number) => `${text}: call ${number}`,
  code: (code) => `Code: ${code}`,
  image: "Picture",
  video: "Video",
  audio: "Audio",
  voice: "Voice message",
  document: "Document",
  sticker: "Sticker",
  reacted: (emoji, quoted) => (quoted ? `${emoji} to "${quoted}"` : emoji),
};

const WORDS: Readonly<Record<string, SmsWords>> = {
  de: {
    reply: (label, title) => `Antworte ${label} für ${title}`,
    sendLocation: "Antworte mit deiner Adresse.",
    call: (text, number) => `${text}: ${number} anrufen`,
    code: (code) => `Code: ${code}`,
    image: "Bild",
    video: "Video",
    audio: "Audio",
    voice: "Sprachnachricht",
    document: "Dokument",
    sticker: "Sticker",
    reacted: (emoji, quoted) => (quoted ? `${emoji} zu "${quoted}"` : emoji),
  },
  es: {
    reply: (label, title) => `Responde ${label} para ${title}`,
    sendLocation: "Responde con tu dirección.",
    call: (text, number) => `${text}: llama al ${number}`,
    code: (code) => `Código: ${code}`,
    image: "Imagen",
    video: "Vídeo",
    audio: "Audio",
    voice: "Mensaje de voz",
    document: "Documento",
    sticker: "Sticker",
    reacted: (emoji, quoted) => (quoted ? `${emoji} a "${quoted}"` : emoji),
  },
  fr: {
    reply: (label, title) => `Répondez ${label} pour ${title}`,
    sendLocation: "Répondez avec votre adresse.",
    call: (text, number) => `${text} : appelez le ${number}`,
    code: (code) => `Code : ${code}`,
    image: "Image",
    video: "Vidéo",
    audio: "Audio",
    voice: "Message vocal",
    document: "Document",
    sticker: "Autocollant",
    reacted: (emoji, quoted) => (quoted ? `${emoji} à « ${quoted} »` : emoji),
  },
  pt: {
    reply: (label, title) => `Responda ${label} para ${title}`,
    sendLocation: "Responda com o seu endereço.",
    call: (text, number) => `${text}: ligue para ${number}`,
    code: (code) => `Código: ${code}`,
    image: "Imagem",
    video: "Vídeo",
    audio: "Áudio",
    voice: "Mensagem de voz",
    document: "Documento",
    sticker: "Figurinha",
    reacted: (emoji, quoted) => (quoted ? `${emoji} a "${quoted}"` : emoji),
  },
};

/** @param language "pt_BR" or "pt"; English for one that is not here. */
export function smsWords(language: string): SmsWords {
  return WORDS[language.toLowerCase().split(/[_-]/)[0] ?? ""] ?? ENGLISH;
}
