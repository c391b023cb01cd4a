/** What every store folds from the same events: how many of each type, and how the case stands. */
export const initial = () => ({ events: 0, overall: null, notices: 0, visits: 0, lastMeasure: null });

export function evolve(state, type, data) {
  const events = state.events + 1;
  switch (type) {
    case 'JudgementsIssued':
      return { ...state, events, overall: data.overall };
    case 'ImprovementNoticeIssued':
      return { ...state, events, notices: state.notices + 1 };
    case 'VisitCarriedOut':
      return { ...state, events, visits: state.visits + 1 };
    case 'MeasureReported':
      return { ...state, events, lastMeasure: data.measure };
    default:
      return { ...state, events };
  }
}
