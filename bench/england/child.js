// One function of a module in a process of its own: see in-child.js.
const [module, name, argument] = process.argv.slice(2);
const { [name]: work } = await import(module);
process.send((await work(JSON.parse(argument))) ?? null, () => process.disconnect());
