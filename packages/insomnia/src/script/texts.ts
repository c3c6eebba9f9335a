/** What to paste into the scripts of a folder or a request, where no plugin runs. */
export interface ScriptTexts {
  readonly preRequest: string
  /** If the provider encrypts its responses. */
  readonly afterResponse?: string
}

/** The scripts of each provider, by its id. The build writes them. */
export declare const scripts: Readonly<Record<string, ScriptTexts>>

/** The licences of what of others is in the scripts. */
export declare const notices: string
