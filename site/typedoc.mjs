// A plugin of TypeDoc, which reads `@throws {Name}` and leaves the name out.
import { Converter, ReflectionKind } from 'typedoc'

export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const classes = new Map(project.getReflectionsByKind(ReflectionKind.Class).map((one) => [one.name, one]))
    for (const { comment } of Object.values(project.reflections))
      for (const tag of comment?.getTags('@throws') ?? []) nameError(tag, classes)
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
