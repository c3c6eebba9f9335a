// What every virtual user loads: the extension.
import { countersign } from 'countersign-extension'

export const inqud = countersign('inqud')
export const handleSummary = () => ({})
export default function () {}
