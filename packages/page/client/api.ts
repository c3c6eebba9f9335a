import type { About, Detail, Right, Row, Verified } from '../src/model.js'

async function json<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<T>
}

const change = <T>(path: string, body: object) =>
  json<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

export const api = {
  about: () => json<About>('/api/about'),
  rows: (after: number) => json<{ version: number; rows: Row[] }>(`/api/rows?after=${after}`),
  detail: (id: number) => json<Detail>(`/api/requests/${id}`),
  verify: (id: number) => json<Verified>(`/api/requests/${id}/verify`),
  right: (id: number) => json<Right>(`/api/requests/${id}/right`),
  clear: () => change<About>('/api/clear', {}),
  fault: (provider: string, id: string, on: boolean) => change<About>('/api/faults', { provider, id, on }),
}
