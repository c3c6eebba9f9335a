import { useState } from 'preact/hooks'
import type { Cause, Detail as Data, Right, Verified } from '../src/model.js'
import { api } from './api.js'
import { SignedInstead, TwoTexts } from './difference.js'
import { Message } from './message.js'
import { CopyButton, Long, Throwaway, Visible } from './pieces.js'
import { state } from './state.js'
import { areHashes, timeOf } from './text.js'

/** One request: what came, what the vendor computes, and why it is refused. */
export function Detail() {
  const { detail, problem } = state
  if (!detail) return <p class="empty">{problem || 'Loading…'}</p>
  const { row } = detail
  return (
    <article aria-label={`Request ${row.id}`} key={row.id}>
      <Heading detail={detail} />
      <Why detail={detail} />
      <Actions key={`actions ${row.id}`} detail={detail} />
      {detail.cause?.signed && <SignedInstead {...detail.cause.signed} />}
      {detail.checks.length > 0 && <Checks detail={detail} />}
      {detail.steps.length > 0 && <Steps detail={detail} />}
      <Message
        key={`request ${row.id}`}
        title={detail.opened ? 'Request, encrypted as it came' : 'Request'}
        head={detail.head}
        headers={detail.headers}
        body={detail.body}
        dropped={row.dropped}
      />
      {detail.opened && (
        <Message key={`opened ${row.id}`} title="Body, opened" body={detail.opened} dropped={row.dropped} />
      )}
      {detail.response && (
        <Message
          key={`response ${row.id}`}
          title={detail.response.status === 0 ? 'No response was sent' : `Response ${detail.response.status}`}
          head={detail.response.head}
          headers={detail.response.headers}
          body={detail.response.body}
          dropped={row.dropped}
        />
      )}
    </article>
  )
}

function Heading({ detail: { row, origin } }: { readonly detail: Data }) {
  return (
    <header>
      <button type="button" class="back" onClick={() => state.select(undefined)}>
        Back to the list
      </button>
      <h2>
        <span class={`badge ${row.verdict}`}>{row.verdict}</span> {row.method} <Visible text={row.target} />
      </h2>
      <p class="remark">
        #{row.id}, {row.provider} at {origin}, arrived {timeOf(row.at)} (
        {new Date(row.at * 1000).toISOString()}){row.status > 0 && `, status ${row.status}`}
      </p>
    </header>
  )
}

function Why({ detail: { row, cause, checks, looking, notes, faults } }: { readonly detail: Data }) {
  if (row.verdict === 'waiting') return null
  if (row.verdict === 'accepted')
    return (
      <section class="why accepted">
        <p>
          <strong>Everything that the vendor checks is right.</strong>
        </p>
        <Faults faults={faults} isRefused={false} />
        {notes.map((note) => (
          <p>
            <Visible text={note} />
          </p>
        ))}
      </section>
    )
  const failed = checks.find(({ holds }) => !holds)
  const isByFault = faults.some(({ refused }) => refused)
  // "Matches" alone reads as if something were right.
  const isFound = cause?.why.startsWith('signature matches when') ?? false
  return (
    <section class="why refused" aria-label="Why it is refused">
      <h3>Why it is refused</h3>
      <Faults faults={faults} isRefused />
      {cause?.first && <First {...cause.first} />}
      {isFound && failed?.message && (
        <p>
          <strong>
            <Visible text={failed.message} />
          </strong>
        </p>
      )}
      {(cause || !isByFault) && (
        <p>
          {isFound && 'What was done instead is found: the '}
          <strong>
            <Visible text={cause?.why ?? row.reason} />
          </strong>
        </p>
      )}
      {looking && <p class="remark">Looking for the cause…</p>}
      {/* What to do is to switch the fault off. */}
      {cause && <More cause={isByFault ? { ...cause, advice: undefined } : cause} />}
    </section>
  )
}

/** What faults did: whoever switched one on may have forgotten it. */
function Faults({ faults, isRefused }: Pick<Data, 'faults'> & { readonly isRefused: boolean }) {
  return (
    <>
      {faults.map(({ text, refused }) => (
        <p>
          {isRefused && refused ? (
            <strong>The fault that you switched on made this: {text}.</strong>
          ) : (
            `A fault that you switched on touched this: ${text}.`
          )}
        </p>
      ))}
    </>
  )
}

/** What went wrong before. */
function First({ id, refused, reason }: NonNullable<Cause['first']>) {
  return (
    <>
      <p>
        Look at #{id} first: the exchange for the token that this request needs{' '}
        {refused ? 'was refused' : 'met a fault'}, so it cannot be right. There: <Visible text={reason} />
      </p>
      <p>
        <button type="button" onClick={() => state.select(id)}>
          Go to #{id}
        </button>
      </p>
    </>
  )
}

function More({ cause: { advice, step, why, seen, tried, likely = [], next } }: { readonly cause: Cause }) {
  const lines = [
    ...(advice ? [advice] : []),
    ...(step && !/^(?::| matches)/.test(why.startsWith(step) ? why.slice(step.length) : '')
      ? [`first step that differs: ${step}`]
      : []),
    ...(tried ? [`tried: ${tried}`] : []),
    ...seen.map((line) => `seen: ${line}`),
    ...likely.map((line) => `likely: ${line}`),
    ...(next ? [`next: ${next}`] : []),
  ]
  return (
    <>
      {lines.map((line) => (
        <p>
          <Visible text={line} />
        </p>
      ))}
    </>
  )
}

function Actions({ detail: { row, curl } }: { readonly detail: Data }) {
  const [verified, setVerified] = useState<Verified>()
  const [right, setRight] = useState<Right>()
  return (
    <section aria-label="Actions">
      <div class="actions">
        {curl && <CopyButton label="Copy as curl" text={curl} />}
        <a class="button" href={`/api/requests/${row.id}/har`} download={`request-${row.id}.har`}>
          Save as HAR
        </a>
        <button type="button" onClick={async () => setVerified(await api.verify(row.id))}>
          Run verify on this
        </button>
        <button type="button" onClick={async () => setRight(await api.right(row.id))}>
          What a right request would have been
        </button>
      </div>
      {verified && <VerifyOutput {...verified} />}
      {right && <RightRequests {...right} />}
    </section>
  )
}

function VerifyOutput({ command, lines }: Verified) {
  return (
    <section aria-label="verify">
      <h3>What verify prints</h3>
      <Long label="What verify prints" text={`$ ${command}\n${lines.join('\n')}`} />
      <CopyButton label="Copy the command" text={command} />
    </section>
  )
}

function RightRequests({ notes, requests }: Right) {
  return (
    <section aria-label="A right request">
      <h3>A right request</h3>
      {notes.map((note) => (
        <p>{note}</p>
      ))}
      {requests.map(({ text, curl }) => (
        <>
          <Long label="A right request" text={text} />
          {curl && <CopyButton label="Copy the right request as curl" text={curl} />}
        </>
      ))}
    </section>
  )
}

function Checks({ detail: { checks } }: { readonly detail: Data }) {
  return (
    <section>
      <h3>What the vendor checks</h3>
      <ul class="checks">
        {checks.map(({ name, holds, message, expected, got }) => (
          <li class={holds ? 'holds' : 'fails'}>
            <span class="mark" aria-hidden="true">
              {holds ? '✓' : '✗'}
            </span>
            <span>
              <strong>{name}</strong>
              <span class="unseen"> {holds ? 'passed' : 'failed'}</span>
              {message && <Visible text={afterName(name, message)} />}
              {expected && (
                <span class="finding">
                  expected <Visible text={expected} />
                </span>
              )}
              {got && (
                <span class="finding">
                  got <Visible text={got} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A message may begin with the name that stands before it. */
const afterName = (name: string, message: string) =>
  message.startsWith(`${name} `) ? message.slice(name.length) : `: ${message}`

type Step = Data['steps'][number]

/** A value is wrong if the vendor computes another, unless the request was accepted or the check of that name passed. */
const isWrong = ({ name, computed, sent }: Step, { row, checks }: Data): boolean =>
  computed !== undefined &&
  sent !== undefined &&
  computed !== sent &&
  row.verdict === 'refused' &&
  !checks.some((check) => check.name === name && check.holds)

function Steps({ detail }: { readonly detail: Data }) {
  const { steps } = detail
  return (
    <section>
      <h3>Step by step</h3>
      <table class="steps">
        <caption class="unseen">The steps of the scheme</caption>
        <thead>
          <tr>
            <th scope="col">step</th>
            <th scope="col">the vendor computes or allows</th>
            <th scope="col">what came</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr class={isWrong(step, detail) ? 'differs' : ''}>
              <th scope="row">{step.name}</th>
              <td>
                <Visible text={step.computed ?? step.allowed ?? ''} />
                <Throwaway text={step.computed ?? ''} />
              </td>
              <td>
                <Visible text={step.sent ?? ''} />
                <Throwaway text={step.sent ?? ''} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {steps
        .filter((step) => isWrong(step, detail) && !areHashes(step.computed ?? '', step.sent ?? ''))
        .map(({ name, computed = '', sent = '' }) => (
          <TwoTexts
            one={computed}
            other={sent}
            names={[`${name}, as the vendor computes it`, `${name}, as it came`]}
          />
        ))}
    </section>
  )
}
