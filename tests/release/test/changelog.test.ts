import { section } from '@countersign/tools-release/changelog'
import { expect, it } from 'vitest'

const changeset = (type: string, summary: string) => ({
  summary,
  releases: [
    { name: 'countersign', type: 'patch' },
    { name: '@countersign/core', type },
  ],
})

it('a version is listed with its changes, the breaking ones first', () => {
  const changes = [
    changeset('patch', 'One.'),
    changeset('major', 'Two,\nof two lines.'),
    changeset('minor', 'Three.'),
  ]
  expect(section('1.0.0', changes)).toBe(
    '## 1.0.0\n\n### Breaking changes\n\n- Two,\n  of two lines.\n\n### New\n\n- Three.\n\n### Fixed\n\n- One.\n',
  )
})
