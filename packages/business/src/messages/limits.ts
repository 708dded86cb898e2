/** Limits of section 3, in characters (code points) or items; each a setting. */
export interface MessageLimits {
  readonly textBody: number;
  readonly caption: number;
  readonly filename: number;
  /** A link to media or of a button. Default 2048. */
  readonly link: number;
  readonly callbackData: number;
  readonly interactiveBody: number;
  readonly listBody: number;
  readonly interactiveHeader: number;
  readonly interactiveFooter: number;
  readonly buttons: number;
  readonly buttonId: number;
  readonly buttonTitle: number;
  readonly listButton: number;
  readonly listSections: number;
  /** Of all sections together. */
  readonly listRows: number;
  readonly sectionTitle: number;
  readonly rowId: number;
  readonly rowTitle: number;
  readonly rowDescription: number;
  readonly urlButtonText: number;
  readonly contacts: number;
  /** Any one field of a contact, and a location's name and address. */
  readonly contactField: number;
  /** One parameter of a template, and the payload of its quick reply. */
  readonly templateParameter: number;
  readonly templateName: number;
}

export const defaultMessageLimits: MessageLimits = {
  textBody: 4096,
  caption: 1024,
  filename: 240,
  link: 2048,
  callbackData: 512,
  interactiveBody: 1024,
  listBody: 4096,
  interactiveHeader: 60,
  interactiveFooter: 60,
  buttons: 3,
  buttonId: 256,
  buttonTitle: 20,
  listButton: 20,
  listSections: 10,
  listRows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  urlButtonText: 20,
  contacts: 257,
  contactField: 1000,
  templateParameter: 1024,
  templateName: 512,
};
