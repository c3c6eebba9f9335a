import type { Generator } from './file.js'

/** What makes the files of each tool. */
export const GENERATORS: Readonly<Record<string, () => Promise<Generator>>> = {
  postman: async () => (await import('./postman.js')).postman,
  newman: async () => (await import('./newman.js')).newman,
  insomnia: async () => (await import('./insomnia.js')).insomnia,
  k6: async () => (await import('./k6.js')).k6,
  'k6-operator': async () => (await import('./k6-operator.js')).k6Operator,
  'github-actions': async () => (await import('./github-actions.js')).githubActions,
}

export const TOOLS = Object.keys(GENERATORS)
