using System.Runtime.ExceptionServices;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Data.Loading;

/// <summary>The pictures among a list of addresses that look readable by their headers, ready to be planned.</summary>
/// <param name="Samples">Those pictures, unlabelled.</param>
/// <param name="Places">Where each of them is in the list.</param>
/// <param name="Errors">For every address: why it is not among them, or null.</param>
public sealed record PictureHeaders(IReadOnlyList<Sample> Samples, IReadOnlyList<int> Places, IReadOnlyList<string?> Errors)
{
    /// <summary>Reads the headers on all cores.</summary>
    public static PictureHeaders Read(IPictureBytes bytes, IReadOnlyList<PictureAddress> addresses)
    {
        var decoder = new PictureDecoder();
        var sizes = new PictureSize[addresses.Count];
        string?[] errors = new string?[addresses.Count];
        try
        {
            Parallel.For(0, addresses.Count, i =>
            {
                try
                {
                    sizes[i] = decoder.ReadHeader(bytes.Read(addresses[i])).Size;
                }
                catch (InputException error)
                {
                    errors[i] = error.Message;
                }
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.Flatten().InnerExceptions[0]); // a store that fails, or the end of waiting for it
        }

        int[] places = [.. Enumerable.Range(0, addresses.Count).Where(i => errors[i] is null)];
        return new PictureHeaders([.. places.Select(i => new Sample(addresses[i], sizes[i], -1))], places, errors);
    }
}
