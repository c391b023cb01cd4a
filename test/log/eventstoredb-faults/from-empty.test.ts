import { bradford, onDouble, opened, published } from './opened.ts';

it('a log that was empty when it was opened shows what others record, though its subscription is gone', async () => {
  const { double, log } = await onDouble();
  const other = opened(double.connectionString());
  // Each has a subscription now, which has been told of a place that is none.
  for (const one of [log, other]) expect(await one.head()).toBeUndefined();
  double.order({ call: 'subscribe', does: 'hang', times: 1_000 });
  double.cut();
  const { position } = await other.append(bradford, 'none', [published()]);
  expect(await log.head()).toBe(position);
});
