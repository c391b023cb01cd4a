import '../styles/main.scss';
import { follow } from './follow.ts';

document.body.classList.add('js-enabled');
follow();
