/** Where England's tables come from, as everything that leaves says it. */
export const source = {
  statement:
    'Ofsted inspection reports, collected by the Data to Insight ILACS project. Contains public sector information licensed under the Open Government Licence v3.0.',
  licence: 'Open Government Licence v3.0',
  licenceUrl: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
} as const;
