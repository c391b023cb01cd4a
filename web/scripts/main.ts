import '../styles/main.scss';
import { copyable } from './copy.ts';
import { docs } from './docs.ts';
import { england } from './england.ts';
import { follow } from './follow.ts';
import { history } from './history.ts';

document.body.classList.add('js-enabled');
follow();
docs();
england(document);
copyable();
history(document);
