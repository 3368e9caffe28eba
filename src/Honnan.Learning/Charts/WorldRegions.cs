using Honnan.Data.Geography;

namespace Honnan.Learning.Charts;

/// <summary>
/// The countries in the order of a walk over the globe, in regions whose streets look alike. In a confusion matrix in
/// this order mistakes lie near the diagonal, as neighbours are taken for each other; and unlike an order clustered from
/// the mistakes themselves it is the same in every chart, so that two runs can be compared by eye.
/// The regions are the UN's M49 sub-regions, Europe's split further, since most countries with street views are there.
/// </summary>
public static class WorldRegions
{
    private const string Elsewhere = "Elsewhere";

    private static readonly (string Region, string Codes)[] Walk =
    [
        ("North America", "GL PM CA US BM"),
        ("Central America", "MX GT BZ SV HN NI CR PA"),
        ("Caribbean", "BS TC CU KY JM HT DO PR VI VG AI MF SX BL BQ KN AG MS GP DM MQ LC BB VC GD TT CW AW"),
        ("South America", "VE GY SR GF CO EC PE BO BR PY UY AR CL FK"),
        ("British Isles", "IE GB IM JE GG"),
        ("Nordic countries", "IS FO SJ NO DK SE AX FI"),
        ("Baltic countries", "EE LV LT"),
        ("Eastern Europe", "RU BY UA MD"),
        ("Central Europe", "PL CZ SK HU AT LI CH DE"),
        ("Western Europe", "LU NL BE FR MC"),
        ("Southern Europe", "AD ES PT GI IT SM VA MT"),
        ("Balkans", "SI HR BA ME AL XK RS MK RO BG GR"),
        ("Western Asia", "TR CY GE AM AZ SY LB IL PS JO IQ KW SA BH QA AE OM YE IR"),
        ("Central Asia", "TM UZ KZ KG TJ AF"),
        ("Southern Asia", "PK IN NP BT BD LK MV IO"),
        ("South-East Asia", "MM TH LA KH VN MY SG BN ID TL PH"),
        ("Eastern Asia", "HK MO CN TW MN KP KR JP"),
        ("Oceania", "AU CX CC NF NZ PG SB VU NC FJ TO WS AS WF TV TK NU CK PF PN KI NR MH FM PW GU MP UM"),
        ("Northern Africa", "MA EH DZ TN LY EG SD"),
        ("Western Africa", "MR SN GM CV GW GN SL LR CI ML BF GH TG BJ NE NG SH"),
        ("Central Africa", "TD CF CM GQ ST GA CG CD AO"),
        ("Eastern Africa", "SS ER DJ ET SO KE UG RW BI TZ MW ZM ZW MZ MG KM YT SC MU RE TF"),
        ("Southern Africa", "NA BW ZA LS SZ"),
        ("Antarctic", "AQ BV GS HM"),
    ];

    private static readonly Dictionary<CountryCode, (string Region, int Place)> Places = Walk
        .SelectMany(w => w.Codes.Split(' ').Select(code => (w.Region, Code: CountryCode.Parse(code))))
        .Select((place, i) => (place.Code, Value: (place.Region, i)))
        .ToDictionary(p => p.Code, p => p.Value);

    /// <summary>A country's region; "Elsewhere" for a code that no country has.</summary>
    public static string RegionOf(CountryCode country) => Places.TryGetValue(country, out (string Region, int) place) ? place.Region : Elsewhere;

    /// <summary>The indices of a vocabulary in the order of the walk, unknown codes at the end.</summary>
    public static int[] Order(IReadOnlyList<CountryCode> vocabulary) =>
        [.. Enumerable.Range(0, vocabulary.Count).OrderBy(k => Places.TryGetValue(vocabulary[k], out (string, int Place) place) ? place.Place : int.MaxValue)];

    /// <summary>Every code of the walk.</summary>
    internal static IEnumerable<CountryCode> All => Places.Keys;
}
