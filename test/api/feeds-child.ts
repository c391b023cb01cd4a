/** Makes and revokes feeds, and says each as soon as it is acknowledged, until it is killed. */
import { Feeds } from '../../src/api/feeds.ts';
import { feedsInFile } from '../../src/api/feeds-file.ts';

const feeds = new Feeds({ journal: feedsInFile(process.argv[2] ?? '') });

for (let n = 0; ; n += 1) {
  const owner = { party: 'dfe', name: `Ann Other ${n}` }; // nobody may have many
  const kept = await feeds.make(owner, owner.party);
  const over = await feeds.make(owner, owner.party);
  await feeds.revoke(over.feed.id, owner);
  process.stdout.write(`made ${kept.token}\nrevoked ${over.token}\n`);
}
