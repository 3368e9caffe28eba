namespace Honnan.Learning.Explaining.Audit;

/// <summary>The exact two-sided sign test: how likely so uneven a split of pairs is by chance.</summary>
internal static class SignTest
{
    /// <summary>Of <paramref name="first"/> pairs that went one way and <paramref name="second"/> that went the other; 1 where there are none.</summary>
    public static double PValue(int first, int second)
    {
        int all = first + second;
        double tail = 0;
        double logarithm = -all * Math.Log(2);
        for (int k = 0; k <= Math.Min(first, second); k++)
        {
            tail += Math.Exp(logarithm);
            logarithm += Math.Log(all - k) - Math.Log(k + 1);
        }

        return Math.Min(1, 2 * tail);
    }
}
