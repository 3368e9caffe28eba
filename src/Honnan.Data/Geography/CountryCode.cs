namespace Honnan.Data.Geography;

/// <summary>An ISO 3166-1 alpha-2 code of two upper-case letters, such as HU. Whether a country has it: see the table of countries.</summary>
public readonly record struct CountryCode : IComparable<CountryCode>
{
    /// <summary>How many <see cref="Number"/>s there are.</summary>
    internal const int Numbers = 1 + (Letters * Letters);

    private const int Letters = 26;

    private static readonly string[] Texts = ["??", .. Enumerable.Range(0, Letters * Letters).Select(i => $"{(char)('A' + (i / Letters))}{(char)('A' + (i % Letters))}")];

    private readonly ushort _number;

    private CountryCode(ushort number) => _number = number;

    private CountryCode(int first, int second) => _number = (ushort)(1 + ((first - 'A') * Letters) + (second - 'A'));

    /// <summary>Its place among all pairs of letters, from 1; 0 for the default value: two bytes stand for a code in long columns.</summary>
    internal int Number => _number;

    /// <summary>The code of a <see cref="Number"/>.</summary>
    internal static CountryCode FromNumber(int number) => number is >= 0 and < Numbers
        ? new CountryCode((ushort)number)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "no country's");

    /// <summary>Two upper-case letters; "??" for the default value.</summary>
    public override string ToString() => Texts[_number];

    /// <summary>Reads two upper-case letters; anything else is no code.</summary>
    public static bool TryParse(string? text, out CountryCode code)
    {
        bool valid = text is { Length: 2 } && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);
        code = valid ? new CountryCode(text![0], text[1]) : default;
        return valid;
    }

    /// <summary>As <see cref="TryParse(string?, out CountryCode)"/>, of UTF-8.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out CountryCode code)
    {
        bool valid = text.Length == 2 && char.IsAsciiLetterUpper((char)text[0]) && char.IsAsciiLetterUpper((char)text[1]);
        code = valid ? new CountryCode(text[0], text[1]) : default;
        return valid;
    }

    /// <summary>Reads a code that is known to be one.</summary>
    /// <exception cref="FormatException">It is not two upper-case letters.</exception>
    public static CountryCode Parse(string text) =>
        TryParse(text, out CountryCode code) ? code : throw new FormatException($"'{text}' is not an ISO 3166-1 alpha-2 code");

    /// <summary>Alphabetical, by code point.</summary>
    public int CompareTo(CountryCode other) => _number.CompareTo(other._number);

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator <(CountryCode left, CountryCode right) => left.CompareTo(right) < 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator <=(CountryCode left, CountryCode right) => left.CompareTo(right) <= 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator >(CountryCode left, CountryCode right) => left.CompareTo(right) > 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator >=(CountryCode left, CountryCode right) => left.CompareTo(right) >= 0;
}
