import { expect, it } from 'vitest'
import { plannedUsers } from '../../src/runtime/planned-users.js'

/** Scenarios as `exec.test.options` of k6 2.2.0 gives them: what is not set is null. */
const options = (...scenarios: object[]) => ({ scenarios: Object.fromEntries(scenarios.entries()) })

it.each([
  ['per-vu-iterations without a number', 1, [{ executor: 'per-vu-iterations', vus: null, iterations: null }]],
  ['shared-iterations', 4, [{ executor: 'shared-iterations', vus: 4, iterations: 4 }]],
  ['ramping-vus', 5, [{ executor: 'ramping-vus', startVUs: null, stages: [{ duration: '1s', target: 5 }] }]],
  ['ramping-vus that falls', 9, [{ executor: 'ramping-vus', startVUs: 9, stages: [{ target: 0 }] }]],
  ['constant-arrival-rate', 7, [{ executor: 'constant-arrival-rate', preAllocatedVUs: 2, maxVUs: 7 }]],
  ['ramping-arrival-rate', 2, [{ preAllocatedVUs: 2, maxVUs: null, stages: [{ target: 500 }] }]],
  ['externally-controlled', 8, [{ executor: 'externally-controlled', vus: 1, maxVUs: 8 }]],
  [
    'two scenarios',
    3,
    [
      { executor: 'constant-vus', vus: 1 },
      { executor: 'constant-vus', vus: 2 },
    ],
  ],
  ['none', 0, []],
])('%s: %i', (_, users, scenarios) => {
  expect(plannedUsers(options(...scenarios))).toBe(users)
})

it('takes a k6 that tells nothing for one user at most', () => {
  expect(plannedUsers({})).toBeLessThanOrEqual(1)
  expect(plannedUsers({ scenarios: null })).toBeLessThanOrEqual(1)
})
