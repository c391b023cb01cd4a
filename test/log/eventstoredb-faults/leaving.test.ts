import { bradford, Follower, onDouble, published } from './opened.ts';

it('a subscriber whose log is closed while they wait for the server just ends', async () => {
  const { double, log } = await onDouble();
  await log.append(bradford, 'none', [published()]);
  let asked: Promise<void> | undefined;
  const follower = new Follower(log, {
    handle: async () => {
      asked = double.order({ call: 'read', does: 'hang' }).done;
    },
  });
  await follower.has(1);
  await asked;
  await log.close();
  await follower.stop();
  expect(follower.error).toBeUndefined();
});
