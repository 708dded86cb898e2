/** Limits of templates, in code points or items (section 4 and Meta's guidelines); each a setting. */
export interface TemplateLimits {
  readonly name: number;
  readonly headerText: number;
  /** Also of the text once its variables are filled in. */
  readonly bodyText: number;
  readonly footerText: number;
  readonly buttons: number;
  readonly urlButtons: number;
  readonly phoneButtons: number;
  readonly copyCodeButtons: number;
  readonly buttonText: number;
  readonly url: number;
  readonly copyCode: number;
}

export const defaultTemplateLimits: TemplateLimits = {
  name: 512,
  headerText: 60,
  bodyText: 1024,
  footerText: 60,
  buttons: 10,
  urlButtons: 2,
  phoneButtons: 1,
  copyCodeButtons: 1,
  buttonText: 25,
  url: 2000,
  copyCode: 15,
};
