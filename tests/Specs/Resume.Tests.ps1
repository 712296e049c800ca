BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'A run that is run again' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'edits a file that comes first now, and the others not again' {
        foreach ($name in 'b', 'c') { $null = New-AIImage $name -OutFile "./in/$name.jpg" }
        $null = Get-ChildItem in/*.jpg | Edit-AIImage 'remove the background' -OutFile ./clean/ -Sidecar
        $null = New-AIImage 'a' -OutFile ./in/a.jpg
        $run = Watch-Script {
            Get-ChildItem in/*.jpg | Edit-AIImage 'remove the background' -OutFile ./clean/ -Sidecar -Resume
        }

        $run.Posts | Should -Be 1
        $run.Output.Resumed | Should -Be $false, $true, $true
        Split-Path $run.Output.ParentPath -Leaf | Should -Be 'a.jpg', 'b.jpg', 'c.jpg'
        Split-Path "$($run.Output)".Split() -Leaf | Should -Be @(
            'a-remove-the-background.png', 'b-remove-the-background.png', 'c-remove-the-background.png')
    }

    It 'says what differs when a file was made of another request, and pays for nothing' {
        $null = New-AIImage 'a fox' -Quality low -OutFile ./fox.png -Sidecar
        $before = (Get-FileHash ./fox.png).Hash
        $prompt = Watch-Script { New-AIImage 'a hare' -OutFile ./fox.png -Resume }
        $quality = Watch-Script { New-AIImage 'a fox' -Quality high -OutFile ./fox.png -Resume }
        $same = Watch-Script { New-AIImage 'a fox' -OutFile ./fox.png -Resume }

        $prompt.Posts + $quality.Posts + $same.Posts | Should -Be 0
        $prompt.Errors + $quality.Errors | Should -Be 'FileExists', 'FileExists'
        $prompt.Messages | Should -BeLike "*its prompt was 'a fox'*-Force*"
        $quality.Messages | Should -BeLike "*its quality was 'low'*"
        (Get-FileHash ./fox.png).Hash | Should -Be $before
        $same.Output.Resumed | Should -BeTrue
        $null = New-AIImage 'a hare' -OutFile ./fox.png -Force
        (Get-FileHash ./fox.png).Hash | Should -Not -Be $before
    }

    It 'finds the files of sources of one name whichever comes first' {
        foreach ($folder in 'one', 'two') { $null = New-AIImage $folder -OutFile "./$folder/x.png" }
        $null = Get-Item one/x.png, two/x.png | Edit-AIImage 'y' -OutFile ./out/ -Sidecar
        $run = Watch-Script { Get-Item two/x.png, one/x.png | Edit-AIImage 'y' -OutFile ./out/ -Sidecar -Resume }

        $run.Posts | Should -Be 0
        $run.Output.ParentPath | Should -Be (Join-Path $PWD 'two/x.png'), (Join-Path $PWD 'one/x.png')
    }

    It 'warns once where only names tell whose the files are' {
        $null = 'a fox', 'a hare' | New-AIImage -OutFile './{index}.png'
        $byPosition = Watch-Script { 'a fox', 'a hare' | New-AIImage -OutFile './{index}.png' -Resume }
        $null = 'a fox', 'a hare' | New-AIImage -OutFile './{slug}.png'
        $bySlug = Watch-Script { 'a fox', 'a hare' | New-AIImage -OutFile './{slug}.png' -Resume }
        $sharedSlug = Watch-Script { 'a fox', 'a fox!' | New-AIImage -OutFile './{slug}.png' -Resume }

        @($byPosition.Warnings).Count | Should -Be 1
        $byPosition.Warnings | Should -BeLike '*-Sidecar*'
        $bySlug.Warnings | Should -BeNullOrEmpty
        @($sharedSlug.Warnings).Count | Should -Be 1
    }

    It 'gives each row of a repaired CSV its own image and pays for that row alone' {
        "Prompt,OutFile`na fox,0.png`n,1.png`na hare,2.png" | Set-Content jobs.csv
        $broken = Watch-Script { Import-Csv jobs.csv | New-AIImage -Sidecar }
        "Prompt,OutFile`na fox,0.png`nan owl,1.png`na hare,2.png" | Set-Content jobs.csv
        $mended = Watch-Script { Import-Csv jobs.csv | New-AIImage -Sidecar -Resume }

        $broken.Output.Index | Should -Be 0, 2
        $broken.Errors | Should -Be 'InvalidRequest'
        $mended.Posts | Should -Be 1
        $mended.Output.Prompt | Should -Be 'a fox', 'an owl', 'a hare'
        $mended.Output.Index | Should -Be 0, 1, 2
        $mended.Output.Resumed | Should -Be $true, $false, $true
    }

    It 'tells what was paid now from what earlier runs paid' {
        $first = 'a fox', 'a hare' | New-AIImage -OutFile './{slug}.png' -Sidecar
        Remove-Item ./a-hare.png, ./a-hare.png.json
        $all = 'a fox', 'a hare' | New-AIImage -OutFile './{slug}.png' -Sidecar -Resume

        ($all | Measure-Object Cost -Sum).Sum | Should -Be ($first | Measure-Object Cost -Sum).Sum
        ($all | Where-Object Resumed -EQ $false | Measure-Object Cost -Sum).Sum | Should -Be $first[1].Cost
        ($all | Group-Object Resumed).Count | Should -Be 2
    }

    It 'knows the prompt of an image without a sidecar' {
        $null = New-AIImage 'a fox' -OutFile ./a-fox.png
        $found = New-AIImage 'a fox' -OutFile './{slug}.png' -Resume

        $found.Prompt | Should -Be 'a fox'
        $found.Resumed | Should -BeTrue
        $found.Cost | Should -BeNullOrEmpty
    }

    It 'sends the bytes of a file that was retouched' {
        $image = New-AIImage 'a fox' -OutFile ./fox.png -Sidecar
        $same = Watch-Script { Get-AIImage ./fox.png | Edit-AIImage 'in the snow' }
        $null = New-AIImage 'another fox' | Save-AIImage ./fox.png -Force
        $changed = Watch-Script { Get-AIImage ./fox.png | Edit-AIImage 'in the snow' }

        $same.Output.ParentResponseId | Should -Be $image.ResponseId
        $same.Warnings | Should -BeNullOrEmpty
        $changed.Warnings | Should -BeLike '*fox.png*changed*'
        $changed.Output.ParentResponseId | Should -BeNullOrEmpty
        $changed.Output.ParentPath | Should -Be (Join-Path $PWD 'fox.png')
    }
}
