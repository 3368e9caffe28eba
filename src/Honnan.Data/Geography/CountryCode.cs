namespace Honnan.Data.Geography;

/// <summary>An ISO 3166-1 alpha-2 code of two upper-case letters, such as HU. Whether a country has it: see the table of countries.</summary>
public readonly record struct CountryCode : IComparable<CountryCode>
{
    private readonly string? _letters;

    private CountryCode(string letters) => _letters = letters;

    /// <summary>Two upper-case letters; "??" for the default value.</summary>
    public override string ToString() => _letters ?? "??";

    /// <summary>Reads two upper-case letters; anything else is no code.</summary>
    public static bool TryParse(string? text, out CountryCode code)
    {
        bool valid = text is { Length: 2 } && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);
        code = valid ? new CountryCode(text!) : default;
        return valid;
    }

    /// <summary>Reads a code that is known to be one.</summary>
    /// <exception cref="FormatException">It is not two upper-case letters.</exception>
    public static CountryCode Parse(string text) =>
        TryParse(text, out CountryCode code) ? code : throw new FormatException($"'{text}' is not an ISO 3166-1 alpha-2 code");

    /// <summary>Alphabetical, by code point.</summary>
    public int CompareTo(CountryCode other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator <(CountryCode left, CountryCode right) => left.CompareTo(right) < 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator <=(CountryCode left, CountryCode right) => left.CompareTo(right) <= 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator >(CountryCode left, CountryCode right) => left.CompareTo(right) > 0;

    /// <summary>Alphabetical, by code point.</summary>
    public static bool operator >=(CountryCode left, CountryCode right) => left.CompareTo(right) >= 0;
}
