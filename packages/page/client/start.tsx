import { useState } from 'preact/hooks'
import type { Provider } from '../src/model.js'
import { api } from './api.js'
import { CopyButton, Long } from './pieces.js'
import { state } from './state.js'

/** What to do first: addresses, settings and programs for each provider, and faults to switch on. */
export function Start() {
  const { about } = state
  return (
    <article aria-label="Start">
      <h2>Send a request here</h2>
      <p>
        Point your client at one of these addresses, with the throwaway settings below it. Each request shows
        up in the list as it arrives, with every check that the vendor makes.
      </p>
      {about?.masks && (
        <p class="remark">
          Secrets from your environment or .env are masked on this page. Those below were made for this
          sandbox and work nowhere else.
        </p>
      )}
      {about?.providers.map((provider) => (
        <ProviderStart key={provider.id} provider={provider} />
      ))}
    </article>
  )
}

function ProviderStart({ provider }: { readonly provider: Provider }) {
  const { id, name, origin, start, faults } = provider
  return (
    <section class="provider-start" aria-label={name}>
      <h3>{name}</h3>
      <p class="copy-line">
        <code>{origin}</code> <CopyButton label={`Copy the address of ${name}`} text={origin} />
      </p>
      {start && (
        <>
          <details open>
            <summary>Throwaway settings</summary>
            <dl class="pairs" aria-label={`Throwaway settings of ${name}`}>
              {start.settings.map((setting) => (
                <div key={setting.name}>
                  <dt>{setting.name}</dt>
                  <dd>
                    <bdi>{shortened(setting.value)}</bdi>{' '}
                    {setting.secret && <span class="throwaway">throwaway</span>}{' '}
                    <CopyButton label={`Copy ${setting.name}`} text={setting.value} />
                  </dd>
                </div>
              ))}
            </dl>
          </details>
          {/* biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form */}
          <div role="group" aria-label={`Copy the settings of ${name} for a tool`} class="actions">
            <span class="lead">Copy for</span>
            {start.tools.map((tool) => (
              <CopyButton key={tool.label} label={tool.label} text={tool.text} />
            ))}
          </div>
          {start.snippets.length > 0 && <Snippets provider={provider} />}
        </>
      )}
      {faults.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form
        <div role="group" aria-label={`Faults of ${name}`} class="actions">
          <span class="lead">Faults</span>
          {faults.map((fault) => (
            <button
              type="button"
              key={fault.id}
              aria-pressed={fault.on}
              onClick={async () => {
                state.about = await api.fault(id, fault.id, !fault.on)
                state.changed()
              }}
            >
              {fault.label}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}

/** A key in PEM is copied, not read. The line end of its file is no part of it, nor of what a refusal counts. */
const shortened = (value: string) =>
  value.length > 200 ? `${value.slice(0, 27)}… (${value.trim().length} characters)` : value

function Snippets({ provider: { name, start } }: { readonly provider: Provider }) {
  const [chosen, choose] = useState<string>()
  const snippet = start?.snippets.find(({ label }) => label === chosen)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that exclude each other, not fields of a form */}
      <div role="group" aria-label={`A program for ${name} in`} class="actions">
        <span class="lead">Program in</span>
        {start?.snippets.map(({ label }) => (
          <button
            type="button"
            key={label}
            aria-pressed={label === chosen}
            onClick={() => choose(label === chosen ? undefined : label)}
          >
            {label}
          </button>
        ))}
      </div>
      {snippet && (
        <>
          <Long key={snippet.label} label={`${name} in ${snippet.label}`} text={snippet.text} />
          <CopyButton label={`Copy the ${snippet.label} program`} text={snippet.text} />
        </>
      )}
    </>
  )
}
