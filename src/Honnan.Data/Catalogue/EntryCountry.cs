using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>The country of a source's entry: the one that it names; where it names none, the one its coordinates lie in.</summary>
internal static class EntryCountry
{
    /// <summary>Null where there is none; <paramref name="reason"/> then says why.</summary>
    public static CountryCode? Of(SourceEntry entry, GeoPoint? point, out string reason)
    {
        bool named = !string.IsNullOrWhiteSpace(entry.Country);
        CountryCode? country = Countries.TryFind(entry.Country, out Country? found) ? found.Code
            : !named && point is { } at ? CountryBorders.At(at) : null;
        reason = country is not null ? ""
            : named || point is null ? Countries.Unknown(entry.Country)
            : $"no country within {CountryBorders.SeaKm} km of its coordinates";
        return country;
    }
}
