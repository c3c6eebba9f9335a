import type { Plan } from '../expression/plan.js'
import type { StepSpec } from '../runtime/spec.js'
import type { Part } from './parts.js'
import type { HeaderPart } from './sent.js'

export const stepSpec = ({ name, line, plan }: Part): StepSpec<Plan> => ({ name, line, run: plan })

export const headerSpec = (part: HeaderPart) => ({
  ...stepSpec(part),
  name: part.header,
  ...(part.optional && { optional: true }),
})
