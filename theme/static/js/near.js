export async function meant() { return ""; }
