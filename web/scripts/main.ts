import '../styles/main.scss';
import { copyable } from './copy.ts';
import { docs } from './docs.ts';
import { england } from './england.ts';
import { follow } from './follow.ts';
import { history } from './history.ts';
import { keepOpen } from './open-details.ts';

document.body.classList.add('js-enabled');
follow();
keepOpen();
docs();
england(document);
copyable();
history(document);
