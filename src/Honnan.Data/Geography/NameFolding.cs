using System.Collections.Frozen;
using System.Text;

namespace Honnan.Data.Geography;

/// <summary>
/// Reduces names to what decides whether they are the same: letters without accents, lower case, and digits.
/// The runtime's own Unicode normalisation does nothing in invariant mode, so the accented letters that occur in
/// countries' names are listed here; decomposed accents (as macOS writes file names) are dropped.
/// </summary>
internal static class NameFolding
{
    private static readonly FrozenDictionary<char, string> Bare = Table(
        ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("r", "ŕŗř"),
        ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("th", "þ"), ("and", "&"));

    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (char letter in name.ToLowerInvariant())
        {
            if (Bare.TryGetValue(letter, out string? bare))
            {
                folded.Append(bare);
            }
            else if (char.IsLetterOrDigit(letter))
            {
                folded.Append(letter);
            }
        }

        return folded.ToString();
    }

    private static FrozenDictionary<char, string> Table(params (string Bare, string Accented)[] rows) =>
        rows.SelectMany(row => row.Accented.Select(letter => KeyValuePair.Create(letter, row.Bare))).ToFrozenDictionary();
}
