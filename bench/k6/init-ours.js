// What every virtual user loads: our file.
import { countersign } from 'countersign-file'

export const inqud = countersign('inqud')
export const handleSummary = () => ({})
export default function () {}
