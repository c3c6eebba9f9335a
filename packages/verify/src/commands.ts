/** What to type to see more of what a verdict says, as whoever reads it starts the program. */
export interface Commands {
  /** Shows the request with this label signed step by step. */
  explain(label: string): string
  /** Asks for the settings of a provider, by its id. */
  init(provider: string): string
}
