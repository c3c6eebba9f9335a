// What every virtual user loads: nothing.
export const handleSummary = () => ({})
export default function () {}
