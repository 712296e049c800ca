BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Many images at once' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'makes all rows of a CSV side by side and none of them twice' {
        1..20 | ForEach-Object { [pscustomobject] @{ Prompt = "fox $_"; OutFile = "./out/fox-$_.png"; Quality = 'low' } } |
            Export-Csv jobs.csv
        $first = Import-Csv jobs.csv | New-AIImage -ThrottleLimit 8 -Resume
        $written = (Get-ChildItem ./out | Measure-Object LastWriteTimeUtc -Maximum).Maximum
        $second = Import-Csv jobs.csv | New-AIImage -ThrottleLimit 8 -Resume -Verbose 4>&1 |
            Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] -or $_ -match 'POST' }

        $first.Count | Should -Be 20
        (Get-ChildItem ./out -Force).Count | Should -Be 20
        $second.Count | Should -Be 20
        @($second | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -Be 0
        ($second.FullName | Sort-Object) | Should -Be ($first.FullName | Sort-Object)
        (Get-ChildItem ./out | Measure-Object LastWriteTimeUtc -Maximum).Maximum | Should -Be $written
    }

    It 'numbers each image by the place of its input' {
        $images = 1..12 | ForEach-Object { "fox $_" } | New-AIImage -ThrottleLimit 6 -Quality low
        $measure = $images | Measure-Object Index -Minimum -Maximum -Sum

        $measure.Count, $measure.Minimum, $measure.Maximum, $measure.Sum | Should -Be 12, 0, 11, 66
        $images | ForEach-Object { $_.Prompt | Should -Be "fox $($_.Index + 1)" }
    }

    It 'keeps the order of the input without a limit given' {
        $images = 1..5 | ForEach-Object { "fox $_" } | New-AIImage -Quality low

        $images.Index | Should -Be 0, 1, 2, 3, 4
    }

    It 'leaves nothing unfinished when Select-Object has enough' {
        $images = 1..1000 | ForEach-Object { "fox $_" } | New-AIImage -ThrottleLimit 4 -OutFile './{slug}.png' -Quality low |
            Select-Object -First 2

        $images.Count | Should -Be 2
        Get-ChildItem -Force | ForEach-Object {
            $_.Extension | Should -Be '.png'
            Get-PngSize $_.FullName | Should -Be '1024x1024'
        }
        (Get-ChildItem -Force).Count | Should -BeLessOrEqual 10
    }

    It 'goes on with the others when one is refused' {
        $images = 'a fox', 'a [blocked] hare', 'an owl' |
            New-AIImage -ThrottleLimit 3 -ErrorAction SilentlyContinue -ErrorVariable failures

        $images.Prompt | Sort-Object | Should -Be 'a fox', 'an owl'
        $failures.Count | Should -Be 1
        $failures[0].TargetObject | Should -Be 'a [blocked] hare'
    }

    It 'makes the images of a count side by side under names of their own' {
        $images = New-AIImage 'a fox' -Count 4 -ThrottleLimit 4 -OutFile ./fox.png -Quality low

        $images.Count | Should -Be 4
        (Get-ChildItem).Name | Should -Be 'fox-1.png', 'fox-2.png', 'fox-3.png', 'fox-4.png'
    }

    It 'hands images on to edits that run side by side too' {
        $edits = 'a fox', 'a hare', 'an owl' | New-AIImage -ThrottleLimit 3 -Quality low |
            Edit-AIImage 'in the snow' -ThrottleLimit 3 -OutFile './{index}.png'

        $edits.Count | Should -Be 3
        @($edits.ParentId | Sort-Object -Unique).Count | Should -Be 3
        (Get-ChildItem).Count | Should -Be 3
    }

    It 'runs in runspaces of their own beside a limit of their own' {
        $images = 'a', 'b', 'c' | ForEach-Object -Parallel {
            Import-Module $using:module
            Connect-AIImageService -Sandbox
            "$_ fox", "$_ hare" | New-AIImage -ThrottleLimit 2 -Quality low -OutFile './{slug}.png'
        } -ThrottleLimit 3

        $images.Count | Should -Be 6
        (Get-ChildItem -Force).Name | Should -Be 'a-fox.png', 'a-hare.png', 'b-fox.png', 'b-hare.png', 'c-fox.png', 'c-hare.png'
    }

    It 'refuses a limit of none' {
        Get-ErrorId { New-AIImage 'a fox' -ThrottleLimit 0 } | Should -Not -Be 'no error'
    }
}
