export type TemplateCategory = "MARKETING" | "UTILITY" | "AUTHENTICATION";
export type ParameterFormat = "POSITIONAL" | "NAMED";

/** An example for a variable that has a name. */
export interface NamedExample {
  readonly param_name: string;
  readonly example: string;
}

/** Examples of a header's or a body's variables, or handles of uploaded media (section 4). */
export interface ComponentExample {
  readonly header_text?: readonly string[] | undefined;
  readonly header_text_named_params?: readonly NamedExample[] | undefined;
  readonly header_handle?: readonly string[] | undefined;
  readonly body_text?: readonly (readonly string[])[] | undefined;
  readonly body_text_named_params?: readonly NamedExample[] | undefined;
}

export interface TextHeader {
  readonly type: "HEADER";
  readonly format: "TEXT";
  readonly text: string;
  readonly example?: ComponentExample | undefined;
}

export interface MediaHeader {
  readonly type: "HEADER";
  readonly format: "IMAGE" | "VIDEO" | "DOCUMENT" | "LOCATION";
  readonly example?: ComponentExample | undefined;
}

export interface TemplateBody {
  readonly type: "BODY";
  readonly text: string;
  readonly example?: ComponentExample | undefined;
  /** Of an authentication template, whose text is made. */
  readonly add_security_recommendation?: boolean | undefined;
}

export interface TemplateFooter {
  readonly type: "FOOTER";
  readonly text: string;
  /** Of an authentication template, whose text is made. */
  readonly code_expiration_minutes?: number | undefined;
}

export type TemplateButton =
  | { readonly type: "QUICK_REPLY"; readonly text: string }
  | {
      readonly type: "URL";
      readonly text: string;
      readonly url: string;
      readonly example?: readonly string[] | undefined;
    }
  | { readonly type: "PHONE_NUMBER"; readonly text: string; readonly phone_number: string }
  | { readonly type: "COPY_CODE"; readonly text: string; readonly example: string }
  | { readonly type: "OTP"; readonly text: string; readonly otp_type: string };

export interface TemplateButtons {
  readonly type: "BUTTONS";
  readonly buttons: readonly TemplateButton[];
}

/** A part of a template, with the Cloud API's own names: it is listed as it is kept (section 4). */
export type DefinedComponent = TextHeader | MediaHeader | TemplateBody | TemplateFooter | TemplateButtons;

/** A template that is well-formed (section 4). */
export interface TemplateDefinition {
  readonly name: string;
  /** "en", "pt_BR". */
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  /** Exactly one BODY, at most one of each other. */
  readonly components: readonly DefinedComponent[];
}

/** The parts of a template by their kind. */
export interface TemplateParts {
  readonly header?: TextHeader | MediaHeader;
  readonly body?: TemplateBody;
  readonly footer?: TemplateFooter;
  readonly buttons: readonly TemplateButton[];
}

export function partsOf(components: readonly DefinedComponent[]): TemplateParts {
  const parts: { -readonly [K in keyof TemplateParts]: TemplateParts[K] } = { buttons: [] };
  for (const component of components) {
    if (component.type === "HEADER") parts.header = component;
    else if (component.type === "BODY") parts.body = component;
    else if (component.type === "FOOTER") parts.footer = component;
    else parts.buttons = component.buttons;
  }
  return parts;
}
