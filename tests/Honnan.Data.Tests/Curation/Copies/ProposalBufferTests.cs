using Honnan.Data.Curation.Copies;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

public sealed class ProposalBufferTests
{
    /// <summary>A hundred pictures that are alike everywhere, met a million times: what goes on to the file is little more than their pairs.</summary>
    [Fact]
    public void Flush_OfPairsThatAreMetOften_PassesFewOfEachOn()
    {
        const int Pictures = 100;
        var random = new Random(1);
        var passed = new List<CopyProposal>();
        var best = new Dictionary<(int, int), CopyProposal>();
        var buffer = new ProposalBuffer(some => passed.AddRange(some));
        for (int i = 0; i < 1_000_000; i++)
        {
            var proposal = new CopyProposal(random.Next(Pictures), random.Next(Pictures), 0, (byte)random.Next(29), (short)random.Next(80), (short)random.Next(80));
            buffer.Add(proposal);
            best[(proposal.Candidate, proposal.Other)] = best.TryGetValue((proposal.Candidate, proposal.Other), out CopyProposal known) && CopyProposal.Compare(known, proposal) < 0 ? known : proposal;
        }

        buffer.Flush();

        Assert.InRange(passed.Count, best.Count, 3 * best.Count);
        CopyProposal[] left = [.. passed];
        int kept = CopyProposal.KeepBest(left);
        Assert.Equal(best.Values.OrderBy(p => (p.Candidate, p.Other)), left[..kept]);
    }
}
