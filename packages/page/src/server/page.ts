import { type Conceal, concealedJson } from '../conceal.js'
import { Explaining, isOpen } from '../explaining.js'
import type { About } from '../model.js'
import type { PageOptions } from '../options.js'
import { Store } from '../store/store.js'
import { Faults } from './faults.js'
import { Live } from './live.js'
import { rowOf } from './views.js'

/** With more changes at once than this, a browser gets them less often: nobody reads so many. */
const MANY = 200
/** How many refusals get their cause when a page is opened: those that it shows first. */
const EXPLAINED_AT_FIRST = 100

/** What is behind the page: requests, and who looks at them. */
export class Page {
  readonly options: PageOptions
  readonly store: Store
  readonly live: Live
  readonly explaining: Explaining
  readonly faults: Faults
  readonly #changed = new Set<number>()
  readonly #unsubscribe: () => void

  constructor(options: PageOptions) {
    this.options = options
    this.store = new Store(options.limits)
    this.live = new Live(() => this.#flush())
    this.explaining = new Explaining(this.store, options.explain)
    this.faults = new Faults(options.source)
    this.store.changed = (id) => this.#note(id)
    this.#unsubscribe = options.source.subscribe(this.store.note)
  }

  /** Hides the secrets that were configured from outside. */
  readonly conceal: Conceal = (text) => this.options.conceal(text)

  readonly json = (value: unknown): string =>
    this.options.masks() ? concealedJson(value, this.conceal) : JSON.stringify(value)

  get about(): About {
    const { title, providers } = this.options.source
    return {
      title,
      masks: this.options.masks(),
      providers: providers.map((provider) => ({
        id: provider.id,
        name: provider.name,
        origin: provider.origin,
        faults: this.faults.of(provider),
        ...(provider.start && { start: provider.start }),
      })),
    }
  }

  /** Somebody looks: the newest refusals get their cause. */
  opened(): void {
    for (const id of this.store.refused(EXPLAINED_AT_FIRST)) this.explaining.soon(id)
  }

  clear(): void {
    this.store.clear()
    this.#changed.clear()
    this.live.send('cleared', String(this.store.version))
  }

  close(): void {
    this.#unsubscribe()
    this.live.close()
  }

  #note(id: number): void {
    if (this.live.isEmpty) return
    this.#changed.add(id)
    this.live.changed()
  }

  #flush(): void {
    const changed = [...this.#changed].flatMap((id) => this.store.glance(id) ?? [])
    this.#changed.clear()
    this.live.hurried(changed.length > MANY)
    if (changed.length > 0) this.live.send('rows', this.json(changed.map((one) => rowOf(one, this.conceal))))
    for (const exchange of changed) {
      this.explaining.arrived(exchange)
      if (isOpen(exchange)) this.explaining.soon(exchange.id)
    }
  }
}
