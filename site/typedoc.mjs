// A plugin of TypeDoc: shows the class in `@throws {Name}` and what each member of a union means, names parameters that
// are taken apart, and has each example import what it is about.
import { Converter, ReflectionKind } from 'typedoc'

export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const classes = new Map(project.getReflectionsByKind(ReflectionKind.Class).map((one) => [one.name, one]))
    for (const { comment } of Object.values(project.reflections))
      for (const tag of comment?.getTags('@throws') ?? []) nameError(tag, classes)
    for (const one of project.getReflectionsByKind(ReflectionKind.Parameter))
      if (one.name === '__namedParameters') one.name = nameFor(one.type)
    for (const { type, comment } of project.getReflectionsByKind(ReflectionKind.TypeAlias))
      if (type?.elementSummaries) comment?.summary.push(...meanings(type))
    for (const { name: module, children } of project.children)
      for (const one of children)
        for (const { comment } of [one, ...(one.signatures ?? [])]) importIn(comment, one, module)
  })
}

/** Puts the name before the text, as a link if the class is one of ours. */
function nameError(tag, classes) {
  const name = tag.typeAnnotation?.slice(1, -1)
  if (!name) return
  const target = classes.get(name)
  const named = target
    ? { kind: 'inline-tag', tag: '@link', text: name, target }
    : { kind: 'code', text: `\`${name}\`` }
  tag.content.unshift(named, { kind: 'text', text: ' ' })
}

/** `url` for a `Url`, and for a `Pick` of one; `options` for what is called so, or not called anything. */
function nameFor(type) {
  const name = (type?.name === 'Pick' ? type.typeArguments?.[0]?.name : type?.name) ?? 'Options'
  return name.endsWith('Options') ? 'options' : name[0].toLowerCase() + name.slice(1)
}

/** A list of a union's members, each with its docstring. */
const meanings = ({ types, elementSummaries }) =>
  types.flatMap(({ value }, index) => [
    { kind: 'text', text: `${index === 0 ? '\n' : ''}\n- ` },
    { kind: 'code', text: `\`${value}\`` },
    { kind: 'text', text: ': ' },
    ...elementSummaries[index],
  ])

function importIn(comment, { name, kind }, module) {
  const isType = kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias
  for (const { content } of comment?.getTags('@example') ?? [])
    for (const part of content.filter(({ text }) => !new RegExp(`^import .*\\b${name}\\b`, 'm').test(text)))
      part.text = part.text.replace(
        '```ts\n',
        `$&import ${isType ? 'type ' : ''}{ ${name} } from '${module}'\n`,
      )
}
